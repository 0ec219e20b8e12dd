package io.notificationhub.simulator;

import tools.jackson.databind.node.ObjectNode;

/** RFC 9457 answers of the parts that belong to no vendor. */
final class Problem {
    private Problem() {}

    static Answer of(int status, String title, String code, String detail, String instance) {
        return Answer.json(status, body(status, title, code, detail, instance)).as("application/problem+json");
    }

    static Answer invalid(String instance, String field, String message) {
        ObjectNode body = body(400, "Bad Request", "INVALID_REQUEST", field + " " + message, instance);
        body.putArray("errors").addObject().put("field", field).put("message", message);
        return Answer.json(400, body).as("application/problem+json");
    }

    private static ObjectNode body(int status, String title, String code, String detail, String instance) {
        return Json.object()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", instance)
                .put("code", code);
    }
}

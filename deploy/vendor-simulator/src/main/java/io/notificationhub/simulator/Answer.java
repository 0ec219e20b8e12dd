package io.notificationhub.simulator;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/**
 * What goes back on the wire: an HTTP response or, with its reply code as the status, an SMTP reply.
 *
 * @param stream when present, is sent piece by piece instead of the body
 */
record Answer(
        int status,
        String contentType,
        Map<String, String> headers,
        String body,
        @Nullable Flux<String> stream) {
    /** No answer: the connection is closed. */
    static final Answer CUT = new Answer(0, "", Map.of(), "", null);

    boolean cut() {
        return status == 0;
    }

    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json;charset=UTF-8", Map.of(), body.toString(), null);
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, contentType, Map.of(), body, null);
    }

    static Answer stream(Flux<String> pieces) {
        return new Answer(200, "application/json;charset=UTF-8", Map.of(), "", pieces);
    }

    static Answer empty(int status) {
        return new Answer(status, "", Map.of(), "", null);
    }

    Answer as(String newContentType) {
        return new Answer(status, newContentType, headers, body, stream);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, more, body, stream);
    }

    Answer retryAfter(Fault fault) {
        Integer seconds = fault.retryAfterSeconds();
        return seconds == null ? this : with("Retry-After", seconds.toString());
    }
}

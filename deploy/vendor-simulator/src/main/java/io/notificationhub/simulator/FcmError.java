package io.notificationhub.simulator;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** FCM's error codes with the HTTP status and the RPC status that come with each. */
enum FcmError {
    UNREGISTERED(404, "NOT_FOUND", "Requested entity was not found."),
    INVALID_ARGUMENT(400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token"),
    SENDER_ID_MISMATCH(403, "PERMISSION_DENIED", "SenderId mismatch"),
    THIRD_PARTY_AUTH_ERROR(401, "UNAUTHENTICATED", "Auth error from APNS or Web Push Service"),
    QUOTA_EXCEEDED(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Send requests'."),
    UNAVAILABLE(503, "UNAVAILABLE", "The service is currently unavailable."),
    INTERNAL(500, "INTERNAL", "Internal error encountered.");

    private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    private static final String ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo";

    private final int status;
    private final String rpcStatus;
    private final String message;

    FcmError(int status, String rpcStatus, String message) {
        this.status = status;
        this.rpcStatus = rpcStatus;
        this.message = message;
    }

    static FcmError of(Fault fault) {
        String code = fault.errorCode();
        if (code != null) {
            return valueOf(code);
        }
        return switch (fault.statusOr(503)) {
            case 400 -> INVALID_ARGUMENT;
            case 401 -> THIRD_PARTY_AUTH_ERROR;
            case 403 -> SENDER_ID_MISMATCH;
            case 404 -> UNREGISTERED;
            case 429 -> QUOTA_EXCEEDED;
            case 500 -> INTERNAL;
            default -> UNAVAILABLE;
        };
    }

    Answer answer() {
        return answer(status);
    }

    Answer answer(int httpStatus) {
        ObjectNode error = error(httpStatus, rpcStatus, message);
        detail(error, FCM_ERROR).put("errorCode", name());
        return wrap(httpStatus, error);
    }

    /** The recipient, not FCM, is in trouble: the one answer that carries this ErrorInfo. */
    static Answer recipientUnavailable() {
        ObjectNode error =
                error(UNAVAILABLE.status, UNAVAILABLE.rpcStatus, "recipient temporarily unavailable (simulated)");
        detail(error, FCM_ERROR).put("errorCode", UNAVAILABLE.name());
        detail(error, ERROR_INFO).put("reason", "RECIPIENT_UNAVAILABLE").put("domain", "fcm.googleapis.com");
        return wrap(UNAVAILABLE.status, error);
    }

    /** Our own mistake: a message that FCM cannot read. */
    static Answer badRequest(String field, String description) {
        ObjectNode error = error(400, "INVALID_ARGUMENT", description);
        ObjectNode detail = detail(error, "type.googleapis.com/google.rpc.BadRequest");
        detail.putArray("fieldViolations").addObject().put("field", field).put("description", description);
        return wrap(400, error);
    }

    static Answer unauthenticated(String reason) {
        ObjectNode error = error(
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid"
                        + " authentication credential.");
        detail(error, ERROR_INFO).put("reason", reason).put("domain", "googleapis.com");
        return wrap(401, error);
    }

    private static ObjectNode error(int code, String rpcStatus, String message) {
        return Json.object().put("code", code).put("message", message).put("status", rpcStatus);
    }

    private static ObjectNode detail(ObjectNode error, String type) {
        ArrayNode details = error.withArray("details");
        return details.addObject().put("@type", type);
    }

    private static Answer wrap(int status, ObjectNode error) {
        ObjectNode body = Json.object();
        body.set("error", error);
        return Answer.json(status, body);
    }
}

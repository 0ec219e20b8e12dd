package io.notificationhub.simulator;

/** SES v2's errors: the type in {@code x-amzn-ErrorType} and {@code __type}, the text in {@code message}. */
final class SesErrors {
    private SesErrors() {}

    static Answer of(int status, String type, String message) {
        return Answer.json(status, Json.object().put("__type", type).put("message", message))
                .as("application/json")
                .with("x-amzn-ErrorType", type);
    }

    static Answer of(Fault fault) {
        String code = fault.errorCode();
        String type = code == null ? typeOf(fault.statusOr(500)) : code;
        return of(fault.statusOr(statusOf(type)), type, type + " (simulated)").retryAfter(fault);
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 403 -> "AccessDeniedException";
            case 404 -> "NotFoundException";
            case 429 -> "TooManyRequestsException";
            case 503 -> "ServiceUnavailableException";
            default -> status >= 500 ? "InternalServiceErrorException" : "BadRequestException";
        };
    }

    private static int statusOf(String type) {
        return switch (type) {
            case "TooManyRequestsException" -> 429;
            case "NotFoundException" -> 404;
            case "ConflictException" -> 409;
            case "InternalServiceErrorException" -> 500;
            case "ServiceUnavailableException", "RecipientUnavailableException" -> 503;
            default -> 400;
        };
    }
}

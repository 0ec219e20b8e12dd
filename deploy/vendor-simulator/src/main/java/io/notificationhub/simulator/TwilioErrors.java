package io.notificationhub.simulator;

/** Twilio's error document for a code. */
final class TwilioErrors {
    private TwilioErrors() {}

    static Answer of(int code) {
        return of(statusOf(code), code);
    }

    static Answer of(Fault fault) {
        String given = fault.errorCode();
        int code = given == null ? codeOf(fault.statusOr(503)) : Integer.parseInt(given);
        int usual = given == null ? 503 : statusOf(code);
        return of(fault.statusOr(usual), code).retryAfter(fault);
    }

    private static Answer of(int status, int code) {
        return Answer.json(
                status,
                Json.object()
                        .put("code", code)
                        .put("message", messageOf(code))
                        .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                        .put("status", status));
    }

    private static int codeOf(int status) {
        return switch (status) {
            case 401 -> 20003;
            case 404 -> 20404;
            case 429 -> 20429;
            default -> status >= 500 ? 20500 : 20001;
        };
    }

    private static int statusOf(int code) {
        return switch (code) {
            case 20003 -> 401;
            case 20404 -> 404;
            case 20429 -> 429;
            case 20500, 20503 -> code - 20000;
            default -> 400;
        };
    }

    private static String messageOf(int code) {
        return switch (code) {
            case 20003 -> "Authenticate";
            case 20404 -> "The requested resource was not found";
            case 20429 -> "Too Many Requests";
            case 20500, 20503 -> "An internal server error has occurred";
            case 21211 -> "Invalid 'To' Phone Number";
            case 21602 -> "Message body is required.";
            case 21603 -> "A 'From' phone number or MessagingServiceSid is required.";
            case 21604 -> "A 'To' phone number is required.";
            case 21610 -> "Attempt to send to unsubscribed recipient";
            case 21614 -> "'To' number is not a valid mobile number";
            case 21617 -> "The concatenated message body exceeds the 1600 character limit.";
            case 30003 -> "Unreachable destination handset";
            case 30005 -> "Unknown destination handset";
            case 30006 -> "Landline or unreachable carrier";
            case 30007 -> "Message filtered";
            default -> "Error " + code;
        };
    }
}

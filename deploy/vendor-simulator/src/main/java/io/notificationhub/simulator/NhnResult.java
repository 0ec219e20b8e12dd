package io.notificationhub.simulator;

/** A result code of NHN with its message; 0 is success. */
record NhnResult(int code, String message) {
    static final NhnResult SUCCESS = new NhnResult(0, "SUCCESS");
    static final NhnResult INVALID_APP_KEY = new NhnResult(-1000, "Invalid appKey.");
    static final NhnResult INVALID_SECRET_KEY = new NhnResult(-1001, "Invalid secretKey.");
    static final NhnResult SAME_IDEMPOTENCY_KEY =
            new NhnResult(-1005, "The same 'X-NC-API-IDEMPOTENCY-KEY' was used within the last 10 minute.");
    static final NhnResult NOT_JSON = new NhnResult(4, "The request body can not be read.");

    boolean success() {
        return code == 0;
    }

    static NhnResult ofFault(int code) {
        return switch (code) {
            case -1000 -> INVALID_APP_KEY;
            case -1001 -> INVALID_SECRET_KEY;
            case -3003 -> new NhnResult(code, "Template does not exist.");
            case -3005 -> new NhnResult(code, "Please check template status.");
            case -3010 -> new NhnResult(code, "The contents do not match the template.");
            case -9999 -> new NhnResult(code, "System error.");
            default -> new NhnResult(code, "Result " + code + " (simulated)");
        };
    }
}

package io.notificationhub.simulator;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a fault from JSON. Strict, because a misspelt field that is ignored makes a fault test pass for nothing. */
final class FaultReader {
    private static final Set<String> FIELDS = Set.of(
            "latencyMs",
            "jitterMs",
            "errorRate",
            "status",
            "errorCode",
            "retryAfterSeconds",
            "hangRate",
            "hangMs",
            "acceptThenCutRate",
            "unregisteredTokens",
            "receipts",
            "receiptDelayMs");
    private static final long TEN_MINUTES = 600_000;
    private static final int MOST_TOKENS = 10_000;

    /** Says which field is wrong and why. */
    static final class InvalidFault extends Exception {
        private static final long serialVersionUID = 1L;
        private final String field;
        private final String problem;

        InvalidFault(String field, String problem) {
            super(field + " " + problem);
            this.field = field;
            this.problem = problem;
        }

        String field() {
            return field;
        }

        String problem() {
            return problem;
        }
    }

    private final Vendor vendor;
    private final JsonNode json;

    private FaultReader(Vendor vendor, JsonNode json) {
        this.vendor = vendor;
        this.json = json;
    }

    static Fault read(Vendor vendor, JsonNode json) throws InvalidFault {
        for (String name : json.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw new InvalidFault(name, "is not a field of a fault");
            }
        }
        return new FaultReader(vendor, json).fault();
    }

    private Fault fault() throws InvalidFault {
        Integer status = optionalInt("status", 400, 599);
        String errorCode = errorCode();
        Fault.Receipts receipts = receipts();
        boolean errorMeant = status != null || (errorCode != null && receipts != Fault.Receipts.FAILED);
        return new Fault(
                wholeNumber("latencyMs", 0, TEN_MINUTES),
                wholeNumber("jitterMs", 0, TEN_MINUTES),
                rate("errorRate", errorMeant ? 1 : 0),
                status,
                errorCode,
                optionalInt("retryAfterSeconds", 0, 86_400),
                rate("hangRate", present("hangMs") ? 1 : 0),
                wholeNumber("hangMs", Fault.DEFAULT_HANG_MS, 6 * TEN_MINUTES),
                rate("acceptThenCutRate", 0),
                tokens(),
                receipts,
                wholeNumber("receiptDelayMs", 0, 6 * TEN_MINUTES));
    }

    private boolean present(String field) {
        return !json.path(field).isMissingNode() && !json.path(field).isNull();
    }

    private long wholeNumber(String field, long absent, long most) throws InvalidFault {
        if (!present(field)) {
            return absent;
        }
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > most) {
            throw new InvalidFault(field, "must be a whole number from 0 to " + most);
        }
        return value.longValue();
    }

    private @Nullable Integer optionalInt(String field, int least, int most) throws InvalidFault {
        if (!present(field)) {
            return null;
        }
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new InvalidFault(field, "must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    private double rate(String field, double absent) throws InvalidFault {
        if (!present(field)) {
            return absent;
        }
        JsonNode value = json.path(field);
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            throw new InvalidFault(field, "must be a number from 0 to 1");
        }
        return value.doubleValue();
    }

    private @Nullable String errorCode() throws InvalidFault {
        if (!present("errorCode")) {
            return null;
        }
        JsonNode value = json.path("errorCode");
        String code = value.isIntegralNumber() ? value.asString() : value.stringValue("");
        if (!vendor.knowsErrorCode(code)) {
            throw new InvalidFault("errorCode", "is not an error code of " + vendor.wireName());
        }
        return code;
    }

    private Fault.Receipts receipts() throws InvalidFault {
        if (!present("receipts")) {
            return Fault.Receipts.NONE;
        }
        return switch (json.path("receipts").stringValue("")) {
            case "NONE" -> Fault.Receipts.NONE;
            case "DELIVERED" -> Fault.Receipts.DELIVERED;
            case "FAILED" -> Fault.Receipts.FAILED;
            default -> throw new InvalidFault("receipts", "must be NONE, DELIVERED or FAILED");
        };
    }

    private Set<String> tokens() throws InvalidFault {
        if (!present("unregisteredTokens")) {
            return Set.of();
        }
        JsonNode value = json.path("unregisteredTokens");
        if (!value.isArray() || value.size() > MOST_TOKENS) {
            throw new InvalidFault("unregisteredTokens", "must be an array of at most " + MOST_TOKENS + " strings");
        }
        Set<String> tokens = new LinkedHashSet<>();
        for (JsonNode token : value.values()) {
            if (!token.isString()) {
                throw new InvalidFault("unregisteredTokens", "must be an array of strings");
            }
            tokens.add(token.stringValue());
        }
        return Collections.unmodifiableSet(tokens);
    }
}

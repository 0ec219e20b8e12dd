package io.notificationhub.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a vendor misbehaves: rates are shares of calls between 0 and 1, times are milliseconds. */
record Fault(
        long latencyMs,
        long jitterMs,
        double errorRate,
        @Nullable Integer status,
        @Nullable String errorCode,
        @Nullable Integer retryAfterSeconds,
        double hangRate,
        long hangMs,
        double acceptThenCutRate,
        Set<String> unregisteredTokens,
        Receipts receipts,
        long receiptDelayMs) {

    enum Receipts {
        NONE,
        DELIVERED,
        FAILED
    }

    static final long DEFAULT_HANG_MS = 30_000;

    static final Fault NONE = new Fault(0, 0, 0, null, null, null, 0, DEFAULT_HANG_MS, 0, Set.of(), Receipts.NONE, 0);

    int statusOr(int usual) {
        return status == null ? usual : status;
    }

    String errorCodeOr(String usual) {
        return errorCode == null ? usual : errorCode;
    }

    boolean lists(Vendor vendor, String address) {
        return unregisteredTokens.contains(address)
                || (vendor.takesPhones()
                        && unregisteredTokens.stream().anyMatch(listed -> Phones.same(listed, address)));
    }

    boolean delivers() {
        return receipts != Receipts.FAILED;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("latencyMs", latencyMs)
                .put("jitterMs", jitterMs)
                .put("errorRate", errorRate)
                .put("status", status)
                .put("errorCode", errorCode)
                .put("retryAfterSeconds", retryAfterSeconds)
                .put("hangRate", hangRate)
                .put("hangMs", hangMs)
                .put("acceptThenCutRate", acceptThenCutRate);
        ArrayNode tokens = json.putArray("unregisteredTokens");
        unregisteredTokens.forEach(tokens::add);
        return json.put("receipts", receipts.name()).put("receiptDelayMs", receiptDelayMs);
    }
}

package io.notificationhub.sms;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorReceipt;
import org.jspecify.annotations.Nullable;

/** What NHN's result codes mean, of a call and of its recipient. Pure. */
final class NhnSmsResults {
    private NhnSmsResults() {}

    static Outcome outcome(int code, String reason, @Nullable String requestId) {
        String vendorCode = Integer.toString(code);
        return switch (code) {
            case 0, 1000 -> new Outcome.Accepted(requestId);
            case -9999 -> new Outcome.Transient(Scope.VENDOR, vendorCode, reason);
            case -2018, -2019 -> new Outcome.Permanent(vendorCode, reason, Hygiene.ADDRESS_INVALID);
            case 3012, 9998, 9999 -> new Outcome.Transient(Scope.RECIPIENT, vendorCode, reason);
            default ->
                ofOurAccount(code)
                        ? new Outcome.Transient(Scope.VENDOR, vendorCode, reason)
                        : new Outcome.Permanent(vendorCode, reason);
        };
    }

    /** What a message came to that NHN had taken; null while that isn't known. 3005 is unconfirmed. */
    static @Nullable VendorReceipt receipt(String code, String reason) {
        return switch (code) {
            case "1000" -> new VendorReceipt.Delivered(code);
            case "", "3005" -> null;
            default -> new VendorReceipt.Failed(code, reason, false, Hygiene.NONE);
        };
    }

    /** Whether only people can end failures with this {@code vendorCode}. */
    static boolean needsPeople(String vendorCode) {
        return vendorCode.matches("-1\\d{3}|HTTP_(3..|401|403|404)");
    }

    /** -1000 is a wrong app key, -1001 a wrong secret key; the rest of the range is about the account too. */
    private static boolean ofOurAccount(int code) {
        return code <= -1000 && code > -2000;
    }
}

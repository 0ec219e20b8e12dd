package io.notificationhub.alimtalk;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorReceipt;
import org.jspecify.annotations.Nullable;

/** What NHN's result codes mean, of a call and of its recipient. Pure. */
final class AlimTalkResults {
    private AlimTalkResults() {}

    static Outcome outcome(int code, String reason, @Nullable String requestId) {
        String vendorCode = Integer.toString(code);
        return switch (code) {
            // -1005: NHN has taken a call with this idempotency key before.
            case 0, 1000, -1005 -> new Outcome.Accepted(requestId);
            case -9999 -> new Outcome.Transient(Scope.VENDOR, vendorCode, reason);
            case -3003, -3005, -3010 -> new Outcome.Permanent(vendorCode, reason);
            case 3012, 9998, 9999 -> new Outcome.Transient(Scope.RECIPIENT, vendorCode, reason);
            case 3018, 3019, 3020 -> new Outcome.Permanent(vendorCode, reason);
            case 3005 -> new Outcome.Ambiguous(vendorCode, reason);
            default ->
                ofOurAccount(code)
                        ? new Outcome.Transient(Scope.VENDOR, vendorCode, reason)
                        : new Outcome.Permanent(vendorCode, reason);
        };
    }

    /**
     * What a message came to that NHN had taken; null while that isn't known. 3005 is unconfirmed: the phone may yet show it. Who can't get AlimTalk
     * at all (no KakaoTalk, blocked, too old) is to be reached another way.
     */
    static @Nullable VendorReceipt receipt(String code, String reason) {
        return switch (code) {
            case "1000" -> new VendorReceipt.Delivered(code);
            case "3005" -> null;
            case "3018", "3019", "3020" -> new VendorReceipt.Failed(code, reason, true, Hygiene.NONE);
            default -> new VendorReceipt.Failed(code, reason, false, Hygiene.NONE);
        };
    }

    /** Whether only people can end failures with this {@code vendorCode}. */
    static boolean needsPeople(String vendorCode) {
        return vendorCode.matches("-1(?!005)\\d{3}|HTTP_(3..|401|403|404)");
    }

    /** -1000 is a wrong app key, -1001 a wrong secret key; the rest of the range is about the account too. */
    private static boolean ofOurAccount(int code) {
        return code <= -1000 && code > -2000;
    }
}

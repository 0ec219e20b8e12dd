package io.notificationhub.sms;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.StatusOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What Twilio's errors mean. Pure. */
final class TwilioErrors {
    private TwilioErrors() {}

    /** @param code Twilio's; 0 if the answer held none */
    static Outcome outcome(int code, int status, String reason, @Nullable Duration retryAfter) {
        String vendorCode = code == 0 ? StatusOutcome.code(status) : Integer.toString(code);
        return switch (code) {
            case 21610 -> new Outcome.Permanent(vendorCode, reason, Hygiene.OPTED_OUT);
            case 21211, 21614, 30005, 30006 -> new Outcome.Permanent(vendorCode, reason, Hygiene.ADDRESS_INVALID);
            case 30007 -> new Outcome.Permanent(vendorCode, reason);
            case 30003 -> new Outcome.Transient(Scope.RECIPIENT, vendorCode, reason, retryAfter);
            // 21611: the sending number's queue is full.
            case 20429, 21611 -> new Outcome.Throttled(vendorCode, reason, retryAfter);
            case 20003 -> new Outcome.Transient(Scope.VENDOR, vendorCode, reason, retryAfter);
            default -> StatusOutcome.of(status, vendorCode, reason, retryAfter);
        };
    }

    /** Whether only people can end failures with this {@code vendorCode}. */
    static boolean needsPeople(String vendorCode) {
        return vendorCode.equals("20003") || vendorCode.equals("20404") || vendorCode.matches("HTTP_(3..|401|403|404)");
    }
}

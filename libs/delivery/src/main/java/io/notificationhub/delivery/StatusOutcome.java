package io.notificationhub.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an HTTP status alone says, when the vendor's answer holds no code that its table knows. */
public final class StatusOutcome {
    private StatusOutcome() {}

    /** The {@code vendorCode} of outcomes made here. */
    public static String code(int status) {
        return "HTTP_" + status;
    }

    /**
     * A refusal of our account or of our URL (401, 403, 404, a redirect) is transient with scope VENDOR: the message is good, and people will
     * put the configuration right. A success that can't be read is ambiguous, because the vendor has the message.
     */
    public static Outcome of(int status, String vendorCode, String reason, @Nullable Duration retryAfter) {
        if (status == 429) {
            return new Outcome.Throttled(vendorCode, reason, retryAfter);
        }
        if (status >= 500 || status < 200 || needsPeople(status) || status == 408) {
            return new Outcome.Transient(Outcome.Scope.VENDOR, vendorCode, reason, retryAfter);
        }
        return status < 300 ? new Outcome.Ambiguous(vendorCode, reason) : new Outcome.Permanent(vendorCode, reason);
    }

    /** Whether only people can put right what leads to this status. */
    public static boolean needsPeople(int status) {
        return status == 401 || status == 403 || status == 404 || (status >= 300 && status < 400);
    }
}

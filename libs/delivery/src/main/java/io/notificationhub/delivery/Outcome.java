package io.notificationhub.delivery;

import io.notificationhub.contracts.Hygiene;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a vendor call came to. */
public sealed interface Outcome {

    /** The vendor took the message. */
    record Accepted(@Nullable String vendorMessageId) implements Outcome {}

    /** It was definitely not sent, and the same call may work later. */
    record Transient(
            Scope scope,
            String vendorCode,
            String reason,
            @Nullable Duration retryAfter) implements Outcome, Failure {
        public Transient(Scope scope, String vendorCode, String reason) {
            this(scope, vendorCode, reason, null);
        }
    }

    /** It was definitely not sent because we send too much. */
    record Throttled(
            String vendorCode, String reason, @Nullable Duration retryAfter) implements Outcome, Failure {}

    /** It was definitely not sent, and never will be by this call. */
    record Permanent(String vendorCode, String reason, Hygiene hygiene) implements Outcome, Failure {
        public Permanent(String vendorCode, String reason) {
            this(vendorCode, reason, Hygiene.NONE);
        }
    }

    /** Nobody knows whether it was sent: the request was written and no answer came. */
    record Ambiguous(String vendorCode, String reason) implements Outcome, Failure {}

    /** An outcome that is no success. */
    sealed interface Failure permits Transient, Throttled, Permanent, Ambiguous {
        /** The vendor's own code, or ours in upper case for what happened on the way. */
        String vendorCode();

        /** For people; never holds an address or a secret. */
        String reason();
    }

    /** Whose trouble a transient failure is. Only the vendor's opens its circuit breaker. */
    enum Scope {
        VENDOR,
        RECIPIENT
    }
}

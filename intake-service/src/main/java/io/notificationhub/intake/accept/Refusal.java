package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.MarketingSms;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Why a request was not accepted. Nothing of it was stored, and its key is free again unless the key was the reason. */
public sealed interface Refusal {
    /** The key has made a notification of the same request. */
    record Duplicate(UUID notificationId) implements Refusal {}

    /** The key belongs to another request. */
    record KeyConflict(UUID notificationId) implements Refusal {}

    /** The same key is being worked on. */
    record InFlight(Duration retryAfter) implements Refusal {}

    record UnknownRecipient(String recipientId) implements Refusal {}

    record UnknownTemplate(String detail) implements Refusal {}

    record VariablesMissing(List<String> names) implements Refusal {
        public VariablesMissing {
            names = List.copyOf(names);
        }
    }

    record ContentTooLong(String detail) implements Refusal {}

    /** The advertising text message neglects these duties. */
    record MarketingTextInvalid(Set<MarketingSms.Violation> violations) implements Refusal {
        public MarketingTextInvalid {
            violations = Collections.unmodifiableSet(EnumSet.copyOf(violations));
        }
    }

    /** The recipient gets no more on this channel for now. */
    record RateLimited(Channel channel, Duration retryAfter) implements Refusal {}

    /** A part that can't be done without is down or overloaded. */
    record Unavailable(String detail, Duration retryAfter) implements Refusal {}

    /** This refusal as an error of a reactive chain. */
    default RefusedException exception() {
        return new RefusedException(this);
    }

    /** Carries a refusal to the edge; has no stack trace. */
    final class RefusedException extends RuntimeException {
        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.getClass().getSimpleName(), null, false, false);
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }
}

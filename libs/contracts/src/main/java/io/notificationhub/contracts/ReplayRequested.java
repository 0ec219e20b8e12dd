package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator takes a decision about a dead letter. {@code round} is the round that the dead letter ended with: the decision holds for that
 * end only, so a repeated or late one changes nothing.
 */
public record ReplayRequested(
        UUID attemptId,
        int round,
        Decision decision,
        boolean force,
        String operator,
        @Nullable String reason,
        Instant at)
        implements HubEvent {
    public static final String TYPE = "notification.replay.requested.v1";

    /** What the operator wants. */
    public enum Decision {
        REPLAY,
        DISCARD
    }

    public ReplayRequested {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(decision, "decision");
        requireNonNull(operator, "operator");
        requireNonNull(at, "at");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.REPLAY;
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

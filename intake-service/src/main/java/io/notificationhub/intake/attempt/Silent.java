package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pending attempt that nothing was heard of since its row left the outbox.
 *
 * @param message as it was first asked for
 * @param outboxId of the row that left
 */
record Silent(
        DeliveryRequested message,
        int round,
        int retryCount,
        UUID outboxId,
        @Nullable String traceparent) {
    /** What AttemptChanges gives a replayed message whose time is over. */
    private static final Duration SECOND_LIFE = Duration.ofHours(24);

    UUID id() {
        return message.attemptId();
    }

    String topic() {
        return message.topic();
    }

    /** The same hand-over again: the worker knows it by its round. */
    DeliveryRequested again(Instant now) {
        boolean replayed = round > retryCount + 1;
        boolean over = !now.isBefore(message.expiresAt());
        return message.inRound(round, replayed && over ? now.plus(SECOND_LIFE) : message.expiresAt());
    }

    /** Whether the stored attempt still is what was seen: no result, no other sweep was faster. */
    boolean isStill(@Nullable StoredAttempt stored) {
        return stored != null
                && stored.state() instanceof Attempt.Pending pending
                && pending.round() == round
                && outboxId.equals(stored.outboxId());
    }
}

package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Try;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pending attempt that nothing was heard of since its row left the outbox.
 *
 * @param message as it was first asked for
 * @param republished how often this round was published again
 * @param outboxId of the row that left
 */
record Silent(
        DeliveryRequested message,
        int round,
        int retryCount,
        int republished,
        UUID outboxId,
        @Nullable String traceparent) {
    UUID id() {
        return message.attemptId();
    }

    String topic() {
        return message.topic();
    }

    /** The same hand-over again: the worker knows it by its round. */
    DeliveryRequested again(Instant now) {
        return AttemptChanges.inRound(message, new Attempt.Pending(round, retryCount), now);
    }

    /** Nobody knows whether a worker made the call, so the desk gets it as AMBIGUOUS; a success that is told later still wins. */
    Change giveUp(StoredAttempt stored, Attempt.Pending pending, Instant now) {
        String reason = "No result came, though it was published " + (republished + 1) + " times: " + topic()
                + ".dlq may hold it with the reason";
        DeliveryResult result = new DeliveryResult(
                id(),
                message.notificationId(),
                message.recipientId(),
                message.kind(),
                message.channel(),
                round,
                DeliveryResult.Outcome.FAILED,
                null,
                null,
                ErrorClass.AMBIGUOUS,
                null,
                reason,
                Hygiene.NONE,
                message.address(),
                message.deviceId(),
                null,
                0,
                message.createdAt(),
                now,
                now);
        List<Try> tries = new ArrayList<>(stored.tries());
        tries.add(new Try(round, now, result.outcome().name(), null, reason, null));
        return new Change(stored, pending.exhaust(ErrorClass.AMBIGUOUS), tries, result, null, null, traceparent);
    }

    /** Whether the stored attempt still is what was seen: no result, no other sweep was faster. */
    boolean isStill(@Nullable StoredAttempt stored) {
        return stored != null
                && stored.state() instanceof Attempt.Pending pending
                && pending.round() == round
                && outboxId.equals(stored.outboxId());
    }
}

package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Try;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to one attempt.
 *
 * @param after its state at the end
 * @param tries its history at the end
 * @param result the last result that counted; null if an operator changed it
 * @param nextRoundAt when a new round begins; null if there is none
 * @param outboxId of the row that publishes the new round
 * @param traceparent of what caused the change
 */
record Change(
        StoredAttempt before,
        Attempt after,
        List<Try> tries,
        @Nullable DeliveryResult result,
        @Nullable Instant nextRoundAt,
        @Nullable UUID outboxId,
        @Nullable String traceparent) {

    UUID id() {
        return before.id();
    }

    boolean isNews() {
        return !after.equals(before.state()) || !tries.equals(before.tries());
    }

    boolean beginsRound() {
        return after instanceof Attempt.Pending pending
                && pending.round() > before.state().round();
    }

    boolean isNewlyExhausted() {
        return after instanceof Attempt.Exhausted && !(before.state() instanceof Attempt.Exhausted);
    }

    /** The row of a round that must not begin: a vendor took an earlier one after all, or the recipient was erased. */
    @Nullable
    UUID withdrawnRow() {
        return before.state() instanceof Attempt.Pending pending && (isTakenBefore(pending) || isErased())
                ? before.outboxId()
                : null;
    }

    private boolean isTakenBefore(Attempt.Pending pending) {
        return after instanceof Attempt.Succeeded && result != null && result.round() < pending.round();
    }

    /** Only an erasure ends a pending attempt without a result. */
    boolean isErased() {
        return after instanceof Attempt.Expired && result == null;
    }

    /** How many open attempts the notification has less: 1, 0 or -1. */
    int closed() {
        return (before.state().isFinal() ? 0 : 1) - (after.isFinal() ? 0 : 1);
    }
}

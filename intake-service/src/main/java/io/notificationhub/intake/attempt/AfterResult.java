package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a result does to an attempt. Pure, but for the luck in the wait. */
final class AfterResult {
    private final RoundPolicy policy;
    private final RandomGenerator random;

    AfterResult(RoundPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * The state after a result.
     *
     * @param nextRoundAt when the next round may begin; set exactly if there is one
     */
    record Next(Attempt state, @Nullable Instant nextRoundAt) {}

    Next apply(Attempt attempt, DeliveryResult result, Instant now) {
        if (result.outcome() == DeliveryResult.Outcome.SUCCEEDED) {
            return new Next(attempt.succeed(), null);
        }
        if (attempt instanceof Attempt.Pending pending && result.round() == pending.round()) {
            return switch (result.outcome()) {
                case EXPIRED -> new Next(pending.expire(), null);
                case FAILED -> afterFailure(pending, result, now);
                case SUCCEEDED -> throw new IllegalStateException("handled above");
            };
        }
        // Of an older round, or of one that is already over: history only.
        return new Next(attempt, null);
    }

    private Next afterFailure(Attempt.Pending pending, DeliveryResult result, Instant now) {
        ErrorClass errorClass = Objects.requireNonNull(result.errorClass());
        return switch (errorClass) {
            case PERMANENT, AMBIGUOUS -> new Next(pending.exhaust(errorClass), null);
            case TRANSIENT -> {
                if (pending.retryCount() >= policy.maxRetries()) {
                    yield new Next(pending.exhaust(errorClass), null);
                }
                Attempt.Pending next = pending.retry();
                Duration wait = policy.wait(next.retryCount(), random.nextDouble());
                Instant at = now.plus(wait);
                Instant notBefore = result.notBefore();
                yield new Next(next, notBefore != null && notBefore.isAfter(at) ? notBefore : at);
            }
        };
    }
}

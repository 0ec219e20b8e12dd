package io.notificationhub.delivery.kernel;

import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The calls of one round: a refusal that may pass is tried again shortly, anything else ends the round. */
final class Tries {
    private static final double BACKOFF = 2;
    private static final double JITTER = 0.5;

    private final Claims claims;
    private final RetryPolicy policy;
    private final RetryConfig config;
    private final Clock clock;

    Tries(Claims claims, RetryPolicy policy, Clock clock) {
        this.claims = claims;
        this.clock = clock;
        this.policy = policy;
        IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(policy.firstWait(), BACKOFF, JITTER);
        IntervalBiFunction<Optional<Outcome>> wait = (attempt, result) -> {
            long own = backoff.apply(attempt);
            return result.isLeft()
                    ? own
                    : Math.max(
                            own,
                            result.get()
                                    .map(Tries::retryAfter)
                                    .map(Duration::toMillis)
                                    .orElse(0L));
        };
        this.config = RetryConfig.<Optional<Outcome>>custom()
                .maxAttempts(policy.tries())
                .intervalBiFunction(wait)
                .retryOnResult(this::isWorthAnotherTry)
                .build();
    }

    /**
     * What the tries came to.
     *
     * @param outcome of the last call; null if there was none because the circuit breaker let none through or the message's time was over
     * @param calls how many calls were made
     * @param rejections how many calls of the round were definitely refused, earlier ones included
     */
    record Tried(@Nullable Outcome outcome, int calls, int rejections) {}

    /** @param rejections definite refusals in this round so far; they are part of the idempotency key */
    Mono<Tried> make(Vendor vendor, DeliveryRequested message, int rejections) {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger(rejections);
        return Mono.defer(() -> call(vendor, message, calls, refused))
                .transformDeferred(RetryOperator.of(Retry.of("round", config)))
                .map(last -> new Tried(last.orElse(null), calls.get(), refused.get()));
    }

    private Mono<Optional<Outcome>> call(
            Vendor vendor, DeliveryRequested message, AtomicInteger calls, AtomicInteger refused) {
        if (!clock.instant().isBefore(message.expiresAt())) {
            return Mono.just(Optional.empty());
        }
        int rejections = refused.get();
        Mono<Void> renewed = calls.get() == 0 && rejections == 0
                ? Mono.empty()
                : claims.renew(message.attemptId(), message.round(), rejections);
        // The number grows over rounds as well, and only after a definite refusal.
        int number = (message.round() - 1) * policy.tries() + rejections;
        return renewed.then(Mono.defer(() -> vendor.call(new VendorCall(message, message.attemptId() + "-" + number))))
                .doOnNext(answer -> answer.ifPresent(outcome -> {
                    calls.incrementAndGet();
                    if (isDefiniteRefusal(outcome)) {
                        refused.incrementAndGet();
                    }
                }));
    }

    private boolean isWorthAnotherTry(Optional<Outcome> answer) {
        return answer.filter(outcome -> outcome instanceof Outcome.Transient || outcome instanceof Outcome.Throttled)
                .filter(outcome -> retryAfter(outcome).compareTo(policy.longestRetryAfter()) <= 0)
                .isPresent();
    }

    private static boolean isDefiniteRefusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Transient refused -> true;
            case Outcome.Throttled refused -> true;
            case Outcome.Permanent refused -> true;
            case Outcome.Accepted accepted -> false;
            case Outcome.Ambiguous unknown -> false;
        };
    }

    private static Duration retryAfter(Outcome outcome) {
        Duration wait = switch (outcome) {
            case Outcome.Transient failure -> failure.retryAfter();
            case Outcome.Throttled throttled -> throttled.retryAfter();
            case Outcome.Accepted accepted -> null;
            case Outcome.Permanent permanent -> null;
            case Outcome.Ambiguous ambiguous -> null;
        };
        return wait == null ? Duration.ZERO : wait;
    }
}

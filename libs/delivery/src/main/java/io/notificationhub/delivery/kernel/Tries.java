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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The calls of one round: a refusal that may pass is tried again shortly, anything else ends the round. */
final class Tries {
    private static final double BACKOFF = 2;
    private static final double JITTER = 0.5;
    /** More than a message can be refused in its life: a vendor's outage uses up refusals without end, but no round. */
    private static final long KEYS_IN_A_ROUND = 100_000;

    private final Claims claims;
    private final RetryPolicy policy;
    private final RetryConfig config;
    private final IntervalFunction backoff;
    private final Clock clock;

    Tries(Claims claims, RetryPolicy policy, Clock clock) {
        this.claims = claims;
        this.clock = clock;
        this.policy = policy;
        this.backoff = IntervalFunction.ofExponentialRandomBackoff(policy.firstWait(), BACKOFF, JITTER);
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
     * @param outcome of the last call; null if the circuit breaker stopped the next one or the message's time was over, and if the quota was
     *     used up before the first
     * @param calls how many calls were made
     * @param rejections how many calls of the round were definitely refused, earlier ones included
     * @param lost whether the round turned out to be another worker's before a further call, which was not made
     */
    record Tried(@Nullable Outcome outcome, int calls, int rejections, boolean lost) {}

    /** @param paid whether the vendor's quota was asked for the first call already */
    Mono<Tried> make(Vendor vendor, DeliveryRequested message, Round round, boolean paid) {
        Calls calls = new Calls(vendor, message, round, paid);
        return Mono.defer(calls::next)
                .flatMap(first -> isWorthAnotherTry(first) ? more(calls, first) : Mono.just(first))
                .map(last -> new Tried(last.orElse(calls.cutShort), calls.made.get(), calls.refused.get(), calls.lost));
    }

    /** Nearly every call is the only one of its round, and what repeats calls is not for free: it begins with the first one's answer. */
    private Mono<Optional<Outcome>> more(Calls calls, Optional<Outcome> first) {
        AtomicBoolean begun = new AtomicBoolean();
        return Mono.defer(() -> begun.getAndSet(true) ? calls.next() : Mono.just(first))
                .transformDeferred(RetryOperator.of(Retry.of("round", config)));
    }

    private final class Calls {
        private final Vendor vendor;
        private final DeliveryRequested message;
        private final Round round;
        private final AtomicBoolean paid;
        private final AtomicInteger made = new AtomicInteger();
        private final AtomicInteger refused;
        private volatile @Nullable Outcome last;
        /** What stands because no token came for a further try. */
        private volatile @Nullable Outcome cutShort;

        private volatile boolean lost;

        Calls(Vendor vendor, DeliveryRequested message, Round round, boolean paid) {
            this.vendor = vendor;
            this.message = message;
            this.round = round;
            this.paid = new AtomicBoolean(paid);
            this.refused = new AtomicInteger(round.rejections());
        }

        Mono<Optional<Outcome>> next() {
            boolean hasToken = paid.getAndSet(false);
            if (!clock.instant().isBefore(message.expiresAt())) {
                giveBack(hasToken);
                return Mono.just(Optional.empty());
            }
            if (hasToken) {
                return call();
            }
            return vendor.mayCall(message.kind().lane(), RetryPolicy.QUOTA_PATIENCE)
                    .flatMap(may -> may ? call() : withoutToken());
        }

        /**
         * The round is only given back if no call was made. Where tokens are short for long, one that was refused would otherwise be called for once
         * each time it is begun anew, and never end.
         */
        private Mono<Optional<Outcome>> withoutToken() {
            cutShort = last;
            return Mono.just(Optional.empty());
        }

        private Mono<Optional<Outcome>> call() {
            boolean first = made.get() == 0 && refused.get() == 0 && round.calls() == 0 && round.unknown() == null;
            Mono<Optional<Outcome>> answers = first
                    ? callVendor()
                    : claims.renew(message.attemptId(), message.round(), refused.get())
                            .flatMap(ours -> ours ? callVendor() : withoutRound());
            return answers.doOnNext(answer -> {
                giveBack(answer.isEmpty());
                answer.ifPresent(this::count);
            });
        }

        private Mono<Optional<Outcome>> callVendor() {
            return Mono.defer(() -> vendor.call(new VendorCall(message, key())));
        }

        private Mono<Optional<Outcome>> withoutRound() {
            lost = true;
            return Mono.just(Optional.empty());
        }

        private void count(Outcome outcome) {
            made.incrementAndGet();
            last = outcome;
            if (isDefiniteRefusal(outcome)) {
                refused.incrementAndGet();
            }
        }

        private void giveBack(boolean unused) {
            if (unused) {
                vendor.quota().giveBack(message.kind().lane());
            }
        }

        /** Grows over rounds as well, and only after a definite refusal. */
        private String key() {
            return message.attemptId() + "-" + ((message.round() - 1L) * KEYS_IN_A_ROUND + refused.get());
        }

        private boolean isDefiniteRefusal(Outcome outcome) {
            return switch (outcome) {
                // Where a key was used already, a vendor in trouble may refuse before it looks for the key.
                case Outcome.Transient refusal -> !(isUnknownUnderItsKey() && Vendor.isVendorsFault(refusal));
                case Outcome.Throttled refusal -> !isUnknownUnderItsKey();
                case Outcome.Permanent refusal -> true;
                case Outcome.Accepted accepted -> false;
                case Outcome.Ambiguous unknown -> false;
            };
        }

        private boolean isUnknownUnderItsKey() {
            return round.unknown() != null && vendor.repeatable();
        }
    }

    private boolean isWorthAnotherTry(Optional<Outcome> answer) {
        return answer.filter(this::mayPass).isPresent();
    }

    /** Whether to call again after so many calls of the round. */
    boolean isWorthAnotherTry(Outcome outcome, int calls) {
        return calls < policy.tries() && mayPass(outcome);
    }

    /** The wait before that. */
    Duration pause(Outcome outcome, int calls) {
        Duration own = Duration.ofMillis(backoff.apply(calls));
        Duration asked = retryAfter(outcome);
        return asked.compareTo(own) > 0 ? asked : own;
    }

    private boolean mayPass(Outcome outcome) {
        return (outcome instanceof Outcome.Transient || outcome instanceof Outcome.Throttled)
                && retryAfter(outcome).compareTo(policy.longestRetryAfter()) <= 0;
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

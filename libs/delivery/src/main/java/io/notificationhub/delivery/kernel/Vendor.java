package io.notificationhub.delivery.kernel;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Lane;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.GroupSender;
import io.notificationhub.delivery.NetworkFailure;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A vendor behind its quota, circuit breaker and time limit. */
public final class Vendor {
    private static final Logger log = LoggerFactory.getLogger(Vendor.class);

    /** While probes are made: one message in this time may become one. The others wait where they cost nothing. */
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private final VendorSender sender;
    private final CircuitBreaker breaker;
    private final Quota quota;
    private final Duration timeLimit;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicLong lastProbe = new AtomicLong(System.nanoTime());

    public Vendor(VendorSender sender, CircuitBreaker breaker, Quota quota, Duration timeLimit) {
        this.sender = sender;
        this.breaker = breaker;
        this.quota = quota;
        this.timeLimit = timeLimit;
    }

    /** Whether an outcome counts against the vendor: only what is the vendor's own trouble. */
    public static boolean isVendorsFault(Object outcome) {
        return (outcome instanceof GroupOutcome.Whole(Outcome whole) && isVendorsFault(whole))
                || outcome instanceof Outcome.Throttled
                || (outcome instanceof Outcome.Transient failure && failure.scope() == Outcome.Scope.VENDOR);
    }

    String name() {
        return sender.vendor();
    }

    VendorSender sender() {
        return sender;
    }

    boolean repeatable() {
        return sender.repeatable();
    }

    Quota quota() {
        return quota;
    }

    /** Whether calls flow freely. False while probes are made. */
    boolean isAvailable() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** Whether a message may be brought to this vendor now; while probes are made, only one now and then may. */
    boolean admits() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> true;
            case OPEN, FORCED_OPEN -> false;
            case HALF_OPEN -> {
                long now = System.nanoTime();
                long last = lastProbe.get();
                yield now - last >= BETWEEN_PROBES.toNanos() && lastProbe.compareAndSet(last, now);
            }
        };
    }

    /** Waits for the right to make one call; false if there is none within the limit. */
    Mono<Boolean> mayCall(Lane lane, Duration limit) {
        // Nearly every account is without a limit, and a timer per message is not for free.
        return quota.isUnlimited()
                ? Mono.just(true)
                : quota.take(lane).thenReturn(true).timeout(limit, Mono.just(false));
    }

    /** What the vendor knows of a message; empty if nothing, or if it doesn't say. */
    Mono<Outcome> find(DeliveryRequested message) {
        return Mono.defer(() -> sender.find(message)).timeout(timeLimit).onErrorResume(error -> {
            log.warn("{} did not say what became of attempt {}: {}", name(), message.attemptId(), error.toString());
            return Mono.empty();
        });
    }

    /** Whether the message goes together with others. */
    boolean groups(DeliveryRequested message) {
        return message.kind().lane() == Lane.BULK && sender instanceof GroupSender;
    }

    /** Only for a vendor that {@link #groups}. */
    GroupSender groupSender() {
        return (GroupSender) sender;
    }

    /** Makes one call with many messages; empty if the breaker lets none through. */
    Mono<Optional<GroupOutcome>> call(String groupId, String content) {
        return guarded(Mono.defer(() -> groupSender().send(groupId, content)), GroupOutcome.Whole::new, this::learn);
    }

    /** Makes one call; empty if the breaker lets none through. */
    Mono<Optional<Outcome>> call(VendorCall call) {
        return guarded(Mono.defer(() -> sender.send(call)), outcome -> outcome, this::learn);
    }

    private <T> Mono<Optional<T>> guarded(Mono<T> call, Function<Outcome, T> failed, Consumer<T> learn) {
        return call.timeout(timeLimit)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(name() + " answered nothing")))
                .onErrorResume(error -> Mono.just(failed.apply(NetworkFailure.classify(error))))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .doOnNext(learn)
                .map(Optional::of)
                .onErrorResume(CallNotPermittedException.class, refused -> Mono.just(Optional.empty()));
    }

    private void learn(GroupOutcome outcome) {
        switch (outcome) {
            case GroupOutcome.Whole(Outcome whole) -> learn(whole);
            case GroupOutcome.Each each -> each.outcomes().values().forEach(this::learn);
        }
    }

    /**
     * The breaker's window is a share of many calls. A vendor that only fails is down also where calls are few: or a lone message would use up its
     * rounds before the window tells.
     */
    private void learn(Outcome outcome) {
        quota.heed(outcome);
        if (isVendorsFault(outcome)) {
            int enough = breaker.getCircuitBreakerConfig().getMinimumNumberOfCalls();
            if (failuresInARow.incrementAndGet() >= enough && isAvailable()) {
                breaker.transitionToOpenState();
            }
        } else if (!(outcome instanceof Outcome.Ambiguous)) {
            failuresInARow.set(0);
        }
    }
}

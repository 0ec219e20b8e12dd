package io.notificationhub.delivery.kernel;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.notificationhub.delivery.NetworkFailure;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A vendor behind its circuit breaker and time limit. */
public final class Vendor {
    private final VendorSender sender;
    private final CircuitBreaker breaker;
    private final Duration timeLimit;

    public Vendor(VendorSender sender, CircuitBreaker breaker, Duration timeLimit) {
        this.sender = sender;
        this.breaker = breaker;
        this.timeLimit = timeLimit;
    }

    /** Whether an outcome counts against the vendor: only what is the vendor's own trouble. */
    public static boolean isVendorsFault(Object outcome) {
        return outcome instanceof Outcome.Throttled
                || (outcome instanceof Outcome.Transient failure && failure.scope() == Outcome.Scope.VENDOR);
    }

    String name() {
        return sender.vendor();
    }

    boolean repeatable() {
        return sender.repeatable();
    }

    /** Whether calls flow freely. False while probes are made. */
    boolean isAvailable() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** Whether a call would be let through or at least tried as a probe. */
    boolean mayBeTried() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /** Makes one call; empty if the breaker lets none through. */
    Mono<Optional<Outcome>> call(VendorCall call) {
        return Mono.defer(() -> sender.send(call))
                .timeout(timeLimit)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(name() + " answered nothing")))
                .onErrorResume(error -> Mono.just(NetworkFailure.classify(error)))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .map(Optional::of)
                .onErrorResume(CallNotPermittedException.class, refused -> Mono.just(Optional.empty()));
    }
}

package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One credential's share of requests a second, over all gateways. Takes from the shared bucket a twentieth of a second's requests at once, so
 * that most requests ask nobody; what is not used within a second is forgotten.
 */
final class ProducerLimit {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int SHARES = 20;

    private final String bucket;
    private final int perSecond;
    private final Buckets buckets;
    private final MeterRegistry.Config time;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicReference<@Nullable Mono<Buckets.Grant>> refilling = new AtomicReference<>();
    private volatile long goodUntil;

    ProducerLimit(String bucket, int perSecond, Buckets buckets, MeterRegistry metrics) {
        this.bucket = "producer:" + bucket;
        this.perSecond = perSecond;
        this.buckets = buckets;
        this.time = metrics.config();
        this.goodUntil = now();
    }

    /** How long to wait for the next request's share; zero if this one's was there. */
    Mono<Duration> take() {
        return taken()
                ? Mono.just(Duration.ZERO)
                : refill().flatMap(grant -> grant.tokens() == 0 ? Mono.just(grant.delay()) : take());
    }

    private boolean taken() {
        return now() - goodUntil < 0 && left.get() > 0 && left.getAndDecrement() > 0;
    }

    /** Requests that come meanwhile wait for the same refill. */
    private Mono<Buckets.Grant> refill() {
        Mono<Buckets.Grant> running = refilling.get();
        if (running != null) {
            return running;
        }
        Mono<Buckets.Grant> next = buckets.take(bucket, perSecond, PERIOD, Math.max(1, perSecond / SHARES))
                .doOnNext(this::keep)
                // Before anybody hears of it: who finds nothing left must not be told of this refill again.
                .doOnTerminate(() -> refilling.set(null))
                .cache();
        return refilling.compareAndSet(null, next) ? next : Mono.defer(this::refill);
    }

    private void keep(Buckets.Grant grant) {
        left.set(grant.tokens());
        goodUntil = now() + PERIOD.toNanos();
    }

    private long now() {
        return time.clock().monotonicTime();
    }
}

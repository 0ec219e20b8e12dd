package io.notificationhub.dlqadmin.bulk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gives turns at a rate, to all who ask together. What was not used up is lost, so there is no burst after a pause. */
final class Pace {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final long gap;
    private final LongSupplier nanos;
    private final AtomicLong next;

    /**
     * @param perSecond turns in a second; null for as many as are wanted
     * @param nanos a clock that nobody sets, such as {@link System#nanoTime}
     */
    Pace(@Nullable Integer perSecond, LongSupplier nanos) {
        this.gap = perSecond == null
                ? 0
                : Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** Completes when it is the caller's turn. */
    Mono<Void> turn() {
        return Mono.defer(() -> {
            long now = nanos.getAsLong();
            long mine = next.getAndUpdate(planned -> Math.max(planned - now, 0) + now + gap);
            Duration wait = Duration.ofNanos(Math.max(mine - now, 0));
            return gap == 0 || wait.compareTo(SHORTEST_WAIT) < 0
                    ? Mono.empty()
                    : Mono.delay(wait).then();
        });
    }
}

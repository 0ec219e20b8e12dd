package io.notificationhub.bench.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** A vendor that answers after 50 ms, and every hundredth time after 5 s. Notes whether each recipient's messages began one after another. */
final class SlowVendor {
    private static final Duration USUAL = Duration.ofMillis(50);
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final int STALLS_ONE_IN = 100;

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private final Map<String, Long> lastEnded = new ConcurrentHashMap<>();

    Mono<Void> call(ConsumerRecord<String, String> message) {
        return Mono.defer(() -> {
            long number = Long.parseLong(message.value());
            Long before = lastEnded.get(message.key());
            if (before != null && before > number) {
                outOfOrder.incrementAndGet();
            }
            // By a hash, so that all contenders meet the same stalls.
            boolean stalls = Math.floorMod(Long.hashCode(number * 0x9E3779B97F4A7C15L), STALLS_ONE_IN) == 0;
            return Mono.delay(stalls ? STALL : USUAL)
                    .doOnNext(tick -> {
                        lastEnded.merge(message.key(), number, Math::max);
                        answered.incrementAndGet();
                    })
                    .then();
        });
    }

    long answered() {
        return answered.get();
    }

    long outOfOrder() {
        return outOfOrder.get();
    }
}

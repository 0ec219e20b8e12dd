package io.notificationhub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The buckets of this process alone. */
@Component
final class LocalBuckets implements Buckets {
    private static final long MOST = 100_000;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
    private final MeterRegistry.Config time;

    LocalBuckets(MeterRegistry metrics) {
        this.time = metrics.config();
    }

    @Override
    public Mono<Grant> take(String bucket, int size, Duration period, int most) {
        return Mono.fromSupplier(() -> {
            long now = time.clock().monotonicTime();
            Bucket found = buckets.asMap().computeIfAbsent(bucket, name -> new Bucket(size, now));
            return found.take(now, size, period.toNanos(), most);
        });
    }

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(int size, long now) {
            this.tokens = size;
            this.at = now;
        }

        synchronized Grant take(long now, int size, long period, int most) {
            tokens = Math.min(size, tokens + (double) Math.max(0, now - at) * size / period);
            at = now;
            if (tokens < 1) {
                return new Grant(0, Duration.ofNanos((long) Math.ceil((1 - tokens) * period / size)));
            }
            int taken = (int) Math.min(most, tokens);
            tokens -= taken;
            return new Grant(taken, Duration.ZERO);
        }
    }
}

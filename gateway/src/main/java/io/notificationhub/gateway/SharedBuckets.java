package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisScripts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The buckets that all gateways share, in Redis and on its clock. While Redis doesn't answer each gateway counts for itself, so the door
 * stays open and stays limited ({@code hub.gateway.limits.local} counts that); Redis is then asked again every second, not by every request.
 */
@Component
@Primary
final class SharedBuckets implements Buckets {
    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private static final RedisScript<List<?>> GRANT = RedisScripts.answeringList("hub/bucket-grant.lua");

    private final ReactiveStringRedisTemplate redis;
    private final LocalBuckets own;
    private final MeterRegistry metrics;
    private final AtomicLong nextAsk;

    SharedBuckets(ReactiveStringRedisTemplate redis, LocalBuckets own, MeterRegistry metrics) {
        this.redis = redis;
        this.own = own;
        this.metrics = metrics;
        this.nextAsk = new AtomicLong(now());
    }

    @Override
    public Mono<Grant> take(String bucket, int size, Duration period, int most) {
        return Mono.defer(() -> {
            if (now() - nextAsk.get() < 0) {
                return alone(bucket, size, period, most);
            }
            return redis.execute(
                            GRANT,
                            List.of("hub:gateway:bucket:{" + bucket + "}"),
                            List.of(Integer.toString(size), Long.toString(period.toMillis()), Integer.toString(most)))
                    .next()
                    .transform(RedisAnswers::inTime)
                    .map(SharedBuckets::read)
                    .onErrorResume(DataAccessException.class, error -> {
                        nextAsk.set(now() + PAUSE);
                        log.debug(
                                "Redis does not answer, limits are counted by this process alone: {}",
                                error.toString());
                        return alone(bucket, size, period, most);
                    });
        });
    }

    private Mono<Grant> alone(String bucket, int size, Duration period, int most) {
        metrics.counter("hub.gateway.limits.local").increment();
        return own.take(bucket, size, period, most);
    }

    private static Grant read(List<?> answer) {
        return new Grant(
                Integer.parseInt(String.valueOf(answer.getFirst())),
                Duration.ofMillis(Long.parseLong(String.valueOf(answer.get(1)))));
    }

    private long now() {
        return metrics.config().clock().monotonicTime();
    }
}

package io.notificationhub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.redis.RedisAnswers;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The callbacks that were accepted already, so that nobody can send one a second time. Kept as long as its timestamp could still be taken for
 * recent, in memory and, for the other gateways, in Redis; while Redis doesn't answer, each gateway knows only its own
 * ({@code hub.gateway.replay.local} counts that).
 */
@Component
final class AcceptedCallbacks {
    private static final Logger log = LoggerFactory.getLogger(AcceptedCallbacks.class);

    private final Cache<UUID, Boolean> own;
    private final ReactiveStringRedisTemplate shared;
    private final Duration kept;
    private final MeterRegistry metrics;

    AcceptedCallbacks(WebhookProperties properties, ReactiveStringRedisTemplate shared, MeterRegistry metrics) {
        // A timestamp may be ahead by the tolerance when it comes and is refused only when it is behind by as much.
        this.kept = properties.tolerance().multipliedBy(2).plusSeconds(1);
        this.own = Caffeine.newBuilder()
                .maximumSize(properties.remembered())
                .expireAfterWrite(kept)
                // Removing the oldest is less work than waking another thread for it.
                .executor(Runnable::run)
                .build();
        this.shared = shared;
        this.metrics = metrics;
    }

    /** Whether this is the first; of two at once only one is. */
    Mono<Boolean> claim(UUID callback) {
        return Mono.defer(() -> {
            if (own.asMap().putIfAbsent(callback, Boolean.TRUE) != null) {
                return Mono.just(false);
            }
            return shared.opsForValue()
                    .setIfAbsent(key(callback), "", kept)
                    .transform(RedisAnswers::inTime)
                    .onErrorResume(DataAccessException.class, error -> {
                        alone(error);
                        return Mono.just(true);
                    });
        });
    }

    /** Gives back a claim whose callback was not accepted after all: its vendor may send it again. */
    Mono<Void> release(UUID callback) {
        return Mono.defer(() -> {
            own.invalidate(callback);
            return shared.delete(key(callback))
                    .then()
                    .transform(RedisAnswers::inTime)
                    .onErrorResume(DataAccessException.class, error -> {
                        alone(error);
                        return Mono.empty();
                    });
        });
    }

    private void alone(DataAccessException error) {
        metrics.counter("hub.gateway.replay.local").increment();
        log.debug("Redis does not answer, replays are refused by this process alone: {}", error.toString());
    }

    private static String key(UUID callback) {
        return "hub:callback:" + callback;
    }
}

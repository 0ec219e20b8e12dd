package io.notificationhub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.redis.RedisAnswers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The sessions whose operators signed out, so that a copy of the cookie opens nothing either. Kept for as long as a session lasts, in memory
 * and, for the other gateways, in Redis; while Redis doesn't answer, each gateway knows only its own ({@code hub.gateway.sessions.local} counts that).
 */
@Component
final class EndedSessions {
    private static final Logger log = LoggerFactory.getLogger(EndedSessions.class);
    private static final long MOST = 10_000;

    private final Cache<String, Boolean> own;
    private final ReactiveStringRedisTemplate shared;
    private final Duration kept;
    private final MeterRegistry metrics;

    EndedSessions(OperatorProperties properties, ReactiveStringRedisTemplate shared, MeterRegistry metrics) {
        this.kept = properties.session();
        this.own =
                Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(kept).build();
        this.shared = shared;
        this.metrics = metrics;
    }

    Mono<Void> add(String session) {
        return Mono.defer(() -> {
            own.put(key(session), true);
            return shared.opsForValue()
                    .set(key(session), "", kept)
                    .transform(RedisAnswers::inTime)
                    .onErrorResume(DataAccessException.class, this::alone)
                    .then();
        });
    }

    Mono<Boolean> holds(String session) {
        return Mono.defer(() -> own.getIfPresent(key(session)) != null
                ? Mono.just(true)
                : shared.hasKey(key(session))
                        .transform(RedisAnswers::inTime)
                        .onErrorResume(DataAccessException.class, this::alone));
    }

    private Mono<Boolean> alone(DataAccessException error) {
        metrics.counter("hub.gateway.sessions.local").increment();
        log.debug("Redis does not answer, who signed out is known to this process alone: {}", error.toString());
        return Mono.just(false);
    }

    private static String key(String session) {
        return "hub:session:ended:" + UUID.nameUUIDFromBytes(session.getBytes(StandardCharsets.US_ASCII));
    }
}

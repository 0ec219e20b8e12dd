package io.notificationhub.intake.story;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.AttemptClaim;
import io.notificationhub.redis.RedisAnswers;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/** Whether a worker is at an attempt right now. */
final class LiveClaims {
    private static final Logger log = LoggerFactory.getLogger(LiveClaims.class);
    private static final List<String> FIELDS = List.of(AttemptClaim.OWNER, AttemptClaim.LEASE, AttemptClaim.OUTCOME);

    private final ReactiveStringRedisTemplate redis;
    private final Clock clock;
    private final MeterRegistry metrics;

    LiveClaims(ReactiveStringRedisTemplate redis, Clock clock, MeterRegistry metrics) {
        this.redis = redis;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** False as well while Redis doesn't answer: that the attempt is pending is true in any case. */
    Mono<Boolean> isLive(UUID attemptId, int round) {
        return redis.<String, String>opsForHash()
                .multiGet(AttemptClaim.key(attemptId, round), FIELDS)
                .transform(RedisAnswers::inTime)
                .map(fields -> isLive(fields.get(0), fields.get(1), fields.get(2)))
                .onErrorResume(DataAccessException.class, error -> {
                    metrics.counter("hub.story.without.redis").increment();
                    log.debug("Redis does not answer, claims are not shown: {}", error.toString());
                    return Mono.just(false);
                });
    }

    private boolean isLive(@Nullable String owner, @Nullable String lease, @Nullable String outcome) {
        return owner != null
                && !owner.isEmpty()
                && outcome == null
                && lease != null
                && Long.parseLong(lease) > clock.millis();
    }
}

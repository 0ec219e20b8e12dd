package io.notificationhub.intake.story;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.AttemptClaim;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisScripts;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/** Whether a worker is at an attempt right now. */
final class LiveClaims {
    private static final Logger log = LoggerFactory.getLogger(LiveClaims.class);
    private static final RedisScript<List<?>> READ = RedisScripts.answeringList("hub/claim-read.lua");
    private static final List<String> FIELDS = List.of(AttemptClaim.OWNER, AttemptClaim.LEASE);

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
        return redis.execute(READ, List.of(AttemptClaim.key(attemptId, round)), FIELDS)
                .single()
                .transform(RedisAnswers::inTime)
                .map(fields -> fields.size() == FIELDS.size() && isLive(fields.get(0), fields.get(1)))
                .onErrorResume(DataAccessException.class, error -> {
                    metrics.counter("hub.story.without.redis").increment();
                    log.debug("Redis does not answer, claims are not shown: {}", error.toString());
                    return Mono.just(false);
                });
    }

    private boolean isLive(@Nullable Object owner, @Nullable Object lease) {
        return owner instanceof String name
                && !name.isEmpty()
                && lease instanceof String until
                && Long.parseLong(until) > clock.millis();
    }
}

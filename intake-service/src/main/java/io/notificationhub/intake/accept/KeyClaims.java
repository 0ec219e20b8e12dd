package io.notificationhub.intake.accept;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisScripts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * The fast path of idempotency, in Redis: a key is a short lease with its owner's token until the commit confirms it. Redis only saves work; the row
 * in PostgreSQL decides. Without Redis every claim is granted.
 */
final class KeyClaims {
    private static final Logger log = LoggerFactory.getLogger(KeyClaims.class);

    private static final RedisScript<List<?>> CLAIM = RedisScripts.answeringList("hub/key-claim.lua");

    private static final RedisScript<Long> RELEASE = RedisScripts.answeringNumber("hub/key-release.lua");

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final ReactiveStringRedisTemplate redis;
    private final AcceptProperties properties;
    private final MeterRegistry metrics;

    KeyClaims(ReactiveStringRedisTemplate redis, AcceptProperties properties, MeterRegistry metrics) {
        this.redis = redis;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** The answer to a claim. */
    sealed interface KeyClaim {
        record Granted() implements KeyClaim {}

        /** Another request with this key is being worked on. */
        record InFlight(Duration remaining) implements KeyClaim {}

        /** The key made this notification. */
        record Used(UUID notificationId, String fingerprint) implements KeyClaim {}
    }

    /** @param owner this request's token: the id that its notification will have */
    Mono<KeyClaim> claim(IdempotencyKey key, UUID owner) {
        // Nearly every key is new, and a plain command costs Redis a third of a script.
        return redis.opsForValue()
                .setIfAbsent(name(key), owner.toString(), properties.claimLease())
                .flatMap(isNew -> isNew ? Mono.just(new KeyClaim.Granted()) : claimKnown(key, owner))
                .transform(RedisAnswers::inTime)
                .onErrorResume(DataAccessException.class, error -> {
                    withoutRedis("claim", error);
                    return Mono.just(new KeyClaim.Granted());
                });
    }

    private Mono<KeyClaim> claimKnown(IdempotencyKey key, UUID owner) {
        return redis.execute(
                        CLAIM,
                        List.of(name(key)),
                        List.of(
                                owner.toString(),
                                Long.toString(properties.claimLease().toMillis())))
                .next()
                .map(KeyClaims::read);
    }

    /** Makes the claim good for what is left of the key's lifetime. */
    Mono<Void> confirm(IdempotencyKey key, UUID notificationId, Duration left) {
        Duration atLeast = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        // PostgreSQL has decided already, so this overwrites any lease.
        return redis.opsForValue()
                .set(name(key), notificationId + " " + key.fingerprint(), atLeast)
                .then()
                .transform(RedisAnswers::inTime)
                .onErrorResume(DataAccessException.class, error -> withoutRedis("confirm", error));
    }

    /** Gives the key back, if the owner still holds it. */
    Mono<Void> release(IdempotencyKey key, UUID owner) {
        return redis.execute(RELEASE, List.of(name(key)), List.of(owner.toString()))
                .then()
                .transform(RedisAnswers::inTime)
                .onErrorResume(DataAccessException.class, error -> withoutRedis("release", error));
    }

    private Mono<Void> withoutRedis(String operation, Throwable error) {
        metrics.counter("hub.idempotency.without.redis", "operation", operation).increment();
        log.debug("Redis does not answer, PostgreSQL alone decides: {}", error.toString());
        return Mono.empty();
    }

    private static KeyClaim read(List<?> answer) {
        String state = (String) answer.getFirst();
        return switch (state) {
            case "GRANTED" -> new KeyClaim.Granted();
            case "IN_FLIGHT" -> new KeyClaim.InFlight(Duration.ofMillis(Long.parseLong((String) answer.get(1))));
            case "USED" -> new KeyClaim.Used(UUID.fromString((String) answer.get(1)), (String) answer.get(2));
            default -> throw new IllegalStateException("key-claim.lua answered " + state);
        };
    }

    /** With the length, because both parts may hold a colon: two producers must never share a name. */
    private static String name(IdempotencyKey key) {
        String producer = key.producerId();
        return "hub:key:" + producer.length() + ":" + producer + ":" + key.key();
    }
}

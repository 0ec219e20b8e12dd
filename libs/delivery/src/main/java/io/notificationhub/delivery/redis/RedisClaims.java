package io.notificationhub.delivery.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.AttemptClaim;
import io.notificationhub.delivery.kernel.Claim;
import io.notificationhub.delivery.kernel.Claims;
import io.notificationhub.delivery.kernel.Ending;
import io.notificationhub.delivery.kernel.LocalClaims;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisPatience;
import io.notificationhub.redis.RedisScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims that all replicas share. A claim, and the number of an attempt's resends, are decided by one Lua call each on Redis's own clock. While
 * Redis doesn't answer, this process's own claims decide ({@code hub.claims.local} counts that), and they are kept beside Redis's so that the
 * switch loses nothing this process knows.
 */
public final class RedisClaims implements Claims {
    private static final Logger log = LoggerFactory.getLogger(RedisClaims.class);

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final String LIFETIME_MILLIS = Long.toString(LIFETIME.toMillis());

    private static final RedisScript<List<?>> CLAIM = RedisScripts.answeringList("hub/claim.lua");

    private static final RedisScript<Long> NOTE = RedisScripts.answeringNumber("hub/claim-note.lua");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ReactiveStringRedisTemplate redis;
    private final RedisPatience patience;
    private final LocalClaims local;
    private final String owner;
    private final String leaseMillis;
    private final MeterRegistry metrics;

    public RedisClaims(
            ReactiveStringRedisTemplate redis,
            RedisPatience patience,
            LocalClaims local,
            String owner,
            Duration lease,
            MeterRegistry metrics) {
        this.redis = redis;
        this.patience = patience;
        this.local = local;
        this.owner = owner;
        this.leaseMillis = Long.toString(lease.toMillis());
        this.metrics = metrics;
    }

    @Override
    public Mono<Claim> claim(UUID attemptId, int round) {
        return patience.ask(Mono.defer(
                        () -> redis.execute(CLAIM, keys(attemptId, round), List.of(owner, leaseMillis, LIFETIME_MILLIS))
                                .next()))
                .flatMap(answer -> claimed(answer, attemptId, round))
                .onErrorResume(DataAccessException.class, error -> {
                    alone("claim", error);
                    return local.claim(attemptId, round);
                });
    }

    private Mono<Claim> claimed(List<?> answer, UUID attemptId, int round) {
        Claim claim = read(answer);
        Ending ending = local.endingOf(attemptId, round);
        if (ending != null && !(claim instanceof Claim.Settled)) {
            // It ended while Redis was away. Noted again, or the next worker to get the record would call.
            return settle(attemptId, round, ending).thenReturn(new Claim.Settled(ending));
        }
        return switch (claim) {
            case Claim.Granted granted -> claimedHere(granted, attemptId, round);
            case Claim.Lapsed lapsed -> claimedHere(lapsed, attemptId, round);
            case Claim.Held held -> Mono.just(held);
            case Claim.Settled settled -> Mono.just(settled);
        };
    }

    /**
     * What Redis says this worker may do, if this process doesn't know better. Redis hasn't heard of what was claimed while it was away. And it says the same
     * again of a live claim of this worker's, which may be in work for a record that was given to it twice; unless nobody here knows of it: then the first answer came
     * too late to be heard.
     */
    private Mono<Claim> claimedHere(Claim claim, UUID attemptId, int round) {
        return local.claim(attemptId, round).map(known -> switch (known) {
            case Claim.Held held -> held;
            case Claim.Settled settled -> settled;
            case Claim.Lapsed lapsed ->
                claim instanceof Claim.Granted granted
                        ? lapsed.counting(granted.resends(), granted.rejections())
                        : claim.counting(lapsed.resends(), lapsed.rejections());
            case Claim.Granted granted -> claim.counting(granted.resends(), granted.rejections());
        });
    }

    @Override
    public Mono<Boolean> renew(UUID attemptId, int round, int rejections, @Nullable String groupId) {
        return local.renew(attemptId, round, rejections, groupId)
                .flatMap(here -> here ? note(attemptId, round, "renew", rejections, groupId) : Mono.just(false))
                // What another worker has is not claimed here, or this one would hold the round against itself later.
                .flatMap(ours -> ours
                        ? Mono.just(true)
                        : local.release(attemptId, round, rejections).thenReturn(false));
    }

    @Override
    public Mono<Void> countResend(UUID attemptId) {
        String key = resendKey(attemptId);
        return local.countResend(attemptId)
                .then(redis.opsForValue()
                        .increment(key)
                        .then(redis.expire(key, LIFETIME))
                        .then()
                        .transform(RedisAnswers::inTime)
                        .onErrorResume(DataAccessException.class, error -> alone("resend", error)));
    }

    @Override
    public Mono<Void> settle(UUID attemptId, int round, Ending ending) {
        return local.settle(attemptId, round, ending)
                .then(noted(
                        "settle",
                        // In the claim's place, whoever has it: an outcome always wins, and nothing else is asked of a
                        // round that is over.
                        () -> redis.opsForValue()
                                .set(AttemptClaim.key(attemptId, round), JSON.writeValueAsString(ending), LIFETIME)))
                .then();
    }

    @Override
    public Mono<Void> release(UUID attemptId, int round, int rejections) {
        return local.release(attemptId, round, rejections)
                .then(note(attemptId, round, "release", rejections, null))
                .then();
    }

    /** @return false if the round is over, or another worker's */
    private Mono<Boolean> note(UUID attemptId, int round, String what, int rejections, @Nullable String groupId) {
        List<String> arguments = List.of(
                owner,
                leaseMillis,
                LIFETIME_MILLIS,
                what,
                Integer.toString(rejections),
                groupId == null ? "" : groupId);
        return noted(
                what,
                () -> redis.execute(NOTE, keys(attemptId, round), arguments)
                        .next()
                        .map(answer -> answer != 0));
    }

    /** To note it twice changes nothing, and what only this process knows is a call made twice once the record moves to another. */
    private Mono<Boolean> noted(String what, Supplier<Mono<Boolean>> command) {
        return patience.ask(Mono.defer(command))
                .onErrorResume(
                        DataAccessException.class, error -> alone(what, error).thenReturn(true));
    }

    private Mono<Void> alone(String what, Throwable error) {
        metrics.counter("hub.claims.local", "operation", what).increment();
        log.debug("Redis does not answer, the process claims alone: {}", error.toString());
        return Mono.empty();
    }

    private static Claim read(List<?> answer) {
        String state = (String) answer.getFirst();
        return switch (state) {
            case "SETTLED" -> new Claim.Settled(JSON.readValue((String) answer.get(1), Ending.class));
            case "HELD" -> new Claim.Held(Duration.ofMillis(number(answer, 1)));
            case "GRANTED" ->
                new Claim.Granted(
                        Instant.ofEpochMilli(number(answer, 1)),
                        Math.toIntExact(number(answer, 2)),
                        Math.toIntExact(number(answer, 3)));
            case "LAPSED" ->
                new Claim.Lapsed(
                        Instant.ofEpochMilli(number(answer, 1)),
                        Math.toIntExact(number(answer, 2)),
                        Math.toIntExact(number(answer, 3)),
                        groupId(answer));
            default -> throw new IllegalStateException("claim.lua answered " + state);
        };
    }

    private static @Nullable String groupId(List<?> answer) {
        String id = String.valueOf(answer.get(4));
        return id.isEmpty() ? null : id;
    }

    private static long number(List<?> answer, int index) {
        return Long.parseLong(String.valueOf(answer.get(index)));
    }

    /** One hash tag, so that both keys live in one slot of a cluster. */
    private static List<String> keys(UUID attemptId, int round) {
        return List.of(AttemptClaim.key(attemptId, round), resendKey(attemptId));
    }

    private static String resendKey(UUID attemptId) {
        return "hub:resends:{" + attemptId + "}";
    }
}

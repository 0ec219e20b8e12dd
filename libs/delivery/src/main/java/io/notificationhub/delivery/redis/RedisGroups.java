package io.notificationhub.delivery.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.kernel.GroupClaim;
import io.notificationhub.delivery.kernel.Groups;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisPatience;
import io.notificationhub.redis.RedisScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * Groups that all replicas share. While Redis doesn't answer nothing is kept ({@code hub.claims.local} counts that), and whoever asks for a group
 * waits.
 */
public final class RedisGroups implements Groups {
    private static final Logger log = LoggerFactory.getLogger(RedisGroups.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final String LIFETIME_MILLIS =
            Long.toString(Duration.ofHours(24).toMillis());

    private static final RedisScript<List<?>> GROUP = RedisScripts.answeringList("hub/group.lua");

    private final ReactiveStringRedisTemplate redis;
    private final RedisPatience patience;
    private final String owner;
    private final String leaseMillis;
    private final MeterRegistry metrics;

    public RedisGroups(
            ReactiveStringRedisTemplate redis,
            RedisPatience patience,
            String owner,
            Duration lease,
            MeterRegistry metrics) {
        this.redis = redis;
        this.patience = patience;
        this.owner = owner;
        this.leaseMillis = Long.toString(lease.toMillis());
        this.metrics = metrics;
    }

    @Override
    public Mono<Void> store(String groupId, String call, Instant expiresAt) {
        return note(groupId, "store", call, Long.toString(expiresAt.toEpochMilli()));
    }

    @Override
    public Mono<Void> renew(String groupId) {
        return note(groupId, "renew");
    }

    @Override
    public Mono<Void> finish(String groupId, GroupOutcome outcome) {
        return note(groupId, "finish", StoredOutcome.write(outcome));
    }

    @Override
    public Mono<GroupClaim> take(String groupId) {
        return call(groupId, "take")
                .transform(RedisAnswers::inTime)
                .map(RedisGroups::read)
                .onErrorResume(DataAccessException.class, error -> {
                    alone("take", error);
                    return Mono.just(new GroupClaim.Held(LOOK_AGAIN));
                });
    }

    private static GroupClaim read(List<?> answer) {
        String state = (String) answer.getFirst();
        return switch (state) {
            case "GONE" -> new GroupClaim.Gone();
            case "DONE" -> new GroupClaim.Done(StoredOutcome.read(word(answer, 1)));
            case "HELD" -> new GroupClaim.Held(Duration.ofMillis(Long.parseLong(word(answer, 1))));
            case "TAKEN" -> new GroupClaim.Taken(word(answer, 1), instant(answer, 2), instant(answer, 3));
            default -> throw new IllegalStateException("group.lua answered " + state);
        };
    }

    private Mono<Void> note(String groupId, String what, String... arguments) {
        return patience.ask(call(groupId, what, arguments).then()).onErrorResume(DataAccessException.class, error -> {
            alone(what, error);
            return Mono.empty();
        });
    }

    private Mono<List<?>> call(String groupId, String what, String... arguments) {
        List<String> all = new ArrayList<>(List.of(what, owner, leaseMillis, LIFETIME_MILLIS));
        all.addAll(List.of(arguments));
        return Mono.defer(() -> redis.execute(GROUP, List.of("hub:group:{" + groupId + "}"), all)
                .single());
    }

    private void alone(String what, DataAccessException error) {
        metrics.counter("hub.claims.local", "operation", "group-" + what).increment();
        log.debug("Redis does not answer, a group is not kept: {}", error.toString());
    }

    private static Instant instant(List<?> answer, int index) {
        return Instant.ofEpochMilli(Long.parseLong(word(answer, index)));
    }

    private static String word(List<?> answer, int index) {
        return String.valueOf(answer.get(index));
    }
}

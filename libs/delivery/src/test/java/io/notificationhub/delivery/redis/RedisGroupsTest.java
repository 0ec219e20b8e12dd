package io.notificationhub.delivery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.kernel.GroupClaim;
import io.notificationhub.delivery.kernel.Groups;
import io.notificationhub.redis.RedisPatience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedisGroupsTest {
    private static final RedisConnection CONNECTION = new RedisConnection();
    private static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");

    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    private final String group = UUID.randomUUID().toString();

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }

    static Stream<GroupOutcome> outcomes() {
        List<Outcome> all = List.of(
                new Outcome.Accepted("id/1"),
                new Outcome.Accepted(null),
                new Outcome.Transient(Outcome.Scope.RECIPIENT, "3012", "busy", Duration.ofSeconds(3)),
                new Outcome.Transient(Outcome.Scope.VENDOR, "-9999", "down"),
                new Outcome.Throttled("HTTP_429", "slow", null),
                new Outcome.Permanent("-3010", "no", Hygiene.ADDRESS_INVALID),
                new Outcome.Ambiguous("NO_ANSWER", "cut"));
        return Stream.concat(
                all.stream().map(GroupOutcome.Whole::new),
                Stream.of(new GroupOutcome.Each(Map.of(FIRST, all.get(0), SECOND, all.get(2)))));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void keepsWhatTheCallCameTo(GroupOutcome outcome) {
        Groups worker = worker(Duration.ofSeconds(30));
        worker.store(group, "call", EXPIRY).block();
        worker.finish(group, outcome).block();

        assertThat(worker(Duration.ofSeconds(30)).take(group).block()).isEqualTo(new GroupClaim.Done(outcome));
    }

    @Test
    void whatWasNeverStoredWasNeverSent() {
        assertThat(worker(Duration.ofSeconds(30)).take(group).block()).isEqualTo(new GroupClaim.Gone());
    }

    @Test
    void aGroupInWorkIsHeld() {
        worker(Duration.ofSeconds(30)).store(group, "call", EXPIRY).block();

        assertThat(worker(Duration.ofSeconds(30)).take(group).block()).isInstanceOf(GroupClaim.Held.class);
    }

    @Test
    void aDeadWorkersGroupBelongsToWhoeverFoundItUnchanged() {
        worker(Duration.ofMillis(1)).store(group, "{\"a\":\"가\"}", EXPIRY).block();
        Groups heir = worker(Duration.ofSeconds(30));

        await().until(() -> heir.take(group).block() instanceof GroupClaim.Taken taken
                && taken.call().equals("{\"a\":\"가\"}")
                && taken.expiresAt().equals(EXPIRY));

        assertThat(worker(Duration.ofSeconds(30)).take(group).block()).isInstanceOf(GroupClaim.Held.class);
    }

    @Test
    void withoutRedisNobodyTakesAGroupAndNobodyFails() {
        Groups worker = worker(Duration.ofSeconds(30));
        CONNECTION.without(() -> {
            worker.store(group, "call", EXPIRY).block(Duration.ofSeconds(2));
            assertThat(worker.take(group).block(Duration.ofSeconds(2))).isInstanceOf(GroupClaim.Held.class);
        });
    }

    private static Groups worker(Duration lease) {
        return new RedisGroups(
                CONNECTION.redis(),
                new RedisPatience(),
                UUID.randomUUID().toString(),
                lease,
                new SimpleMeterRegistry());
    }
}

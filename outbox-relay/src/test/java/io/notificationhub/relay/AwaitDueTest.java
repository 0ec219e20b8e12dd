package io.notificationhub.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.relay.OutboxTable.Place;
import io.notificationhub.testkit.SharedInfrastructure;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** PostgreSQL looks for the relay. */
class AwaitDueTest implements FreshOutboxes {
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
    private static final long ALL = -1;
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final int TO_THE_END = 10;
    private static final int VERY_LONG = 1_000_000;

    private final RandomGenerator random = new Random(8);
    private final DatabaseLine line = new DatabaseLine(new RelayProperties.Database(
            "127.0.0.1",
            SharedInfrastructure.get().postgresPort(),
            "notification_hub",
            "relay",
            "relay",
            SSLMode.DISABLE,
            Duration.ofSeconds(2),
            Duration.ofSeconds(20)));
    private final Connection connection = requireNonNull(line.open().block());
    private final OutboxTable outbox = new OutboxTable(connection, "intake");

    @BeforeEach
    void prepare() {
        outbox.prepare().block();
    }

    @AfterEach
    void close() {
        line.close(connection).block();
    }

    private OutboxEntry entry(String topic, Instant availableAt) {
        return OutboxEntry.due(random, topic, "key", "").at(availableAt);
    }

    private Mono<Boolean> await(long shards, Set<String> awaited, Place behind, int looks) {
        return outbox.awaitDue(NOW, shards, awaited, behind, looks, OFTEN);
    }

    @Test
    void aRowThatIsDueIsSeenAtOnce() {
        Outboxes.insert("intake", List.of(entry("topic", NOW)));
        assertThat(await(ALL, Set.of(), Place.FIRST, VERY_LONG).block()).isTrue();
    }

    @Test
    void aRowThatComesMeanwhileIsSeen() {
        Mono<Boolean> seen = await(ALL, Set.of(), Place.FIRST, VERY_LONG).cache();
        var _ = seen.subscribe();
        Outboxes.insert("intake", List.of(entry("topic", NOW)));
        assertThat(seen.block()).isTrue();
    }

    @Test
    void aRowThatBecomesDueMeanwhileIsSeen() {
        Outboxes.insert("intake", List.of(entry("topic", NOW.plusMillis(300))));
        long began = System.nanoTime();
        assertThat(await(ALL, Set.of(), Place.FIRST, VERY_LONG).block()).isTrue();
        assertThat(since(began)).isGreaterThan(Duration.ofMillis(250));
    }

    @Test
    void rowsOfTheFutureOfOtherShardsOfAwaitedTopicsAndFromBeforeThePlaceAreNot() {
        OutboxEntry due = entry("topic", NOW);
        Outboxes.insert("intake", List.of(due, entry("topic", NOW.plusSeconds(3600))));
        long others = ~(1L << due.shard());
        assertThat(await(others, Set.of(), Place.FIRST, TO_THE_END).block()).isFalse();
        assertThat(await(ALL, Set.of("topic"), Place.FIRST, TO_THE_END).block()).isFalse();
        assertThat(await(ALL, Set.of(), new Place(NOW.plusMillis(1), due.id()), TO_THE_END)
                        .block())
                .isFalse();
    }

    @Test
    void itLooksForAsLongAsItWasToldTo() {
        long began = System.nanoTime();
        await(ALL, Set.of(), Place.FIRST, TO_THE_END).block();
        assertThat(since(began)).isBetween(OFTEN.multipliedBy(TO_THE_END), OFTEN.multipliedBy(10 * TO_THE_END));
    }

    /** Without that, a look that steps over many rows would follow the other. */
    @Test
    void aLookThatTakesLongIsFollowedByARestAsLongAndByNoMoreThanTheTimeAllows() throws SQLException {
        int rows = 200_000;
        try (java.sql.Connection owner = Outboxes.as("intake");
                Statement statement = owner.createStatement()) {
            statement.execute("INSERT INTO outbox (id, topic, key, type, payload, shard, available_at, created_at)"
                    + " SELECT gen_random_uuid(), 'missing', '', '', '', 0, '" + NOW + "', now()"
                    + " FROM generate_series(1, " + rows + ")");
        }
        Duration rest = Duration.ofSeconds(1);
        Duration look = IntStream.range(0, 3)
                .mapToObj(i -> timeOf(1, rest).minus(rest))
                .min(Duration::compareTo)
                .orElseThrow();

        assertThat(timeOf(1, Duration.ZERO)).isGreaterThan(look.multipliedBy(3).dividedBy(2));
        assertThat(timeOf(VERY_LONG, Duration.ofNanos(1000))).isLessThan(Duration.ofSeconds(10));
    }

    private Duration timeOf(int looks, Duration between) {
        long began = System.nanoTime();
        outbox.awaitDue(NOW, ALL, Set.of("missing"), Place.FIRST, looks, between)
                .block();
        return since(began);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}

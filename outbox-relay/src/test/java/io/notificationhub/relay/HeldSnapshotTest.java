package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a dump or a forgotten transaction does: nothing that is deleted goes away while it lasts. */
class HeldSnapshotTest implements FreshOutboxes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RandomGenerator random = new Random(5);

    @AutoClose
    private final TopicReader topic = new TopicReader();

    private OutboxEntry entry(String payload, Duration ago) {
        return OutboxEntry.due(random, topic.topic(), "key", payload)
                .at(Instant.now().minus(ago));
    }

    @Test
    void relayingAndMeasuringGoOnWhereAllThatWasDeletedTakesTooLongToStepOver() throws SQLException {
        try (Connection snapshot = Outboxes.superuser();
                Statement holding = snapshot.createStatement()) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            holding.execute("SELECT FROM intake.outbox");
            deleteRows(2_000_000);
            Outboxes.insert("intake", List.of(entry("waited", Duration.ofMinutes(90))));
            try (RunningRelay relay = RunningRelay.ofIntake(
                    "hub.relay.database.statement-timeout=300ms",
                    "hub.relay.longest-look=30ms",
                    "hub.relay.lease-interval=50ms",
                    "hub.relay.gauge-interval=500ms")) {
                topic.read(1, PATIENCE);
                Outboxes.insert("intake", List.of(entry("new", Duration.ZERO)));
                topic.read(2, PATIENCE);
                Outboxes.insert("intake", List.of(entry("committed late", Duration.ofMinutes(80))));

                assertThat(topic.read(3, PATIENCE))
                        .extracting(ConsumerRecord::value)
                        .containsExactly("waited", "new", "committed late");
                assertThat(relay.counter("hub.outbox.looks.given.up", "intake")).isPositive();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(relay.gauge("hub.outbox.due", "intake"))
                                .isZero());
            }
        }
    }

    /** They were due at any time of the last two hours. */
    private static void deleteRows(int rows) throws SQLException {
        try (Connection owner = Outboxes.as("intake");
                Statement statement = owner.createStatement()) {
            statement.execute("INSERT INTO outbox (id, topic, key, type, payload, shard, available_at, created_at)"
                    + " SELECT gen_random_uuid(), '', '', '', '', 0, now() - i * interval '2 hours' / " + rows
                    + ", now() FROM generate_series(1, " + rows + ") AS i");
            statement.execute("DELETE FROM outbox");
        }
    }
}

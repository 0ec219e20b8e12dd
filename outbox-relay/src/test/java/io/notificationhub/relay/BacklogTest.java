package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BacklogTest implements FreshOutboxes {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RandomGenerator random = new Random(41);

    @AutoClose
    private final TopicReader topic = new TopicReader();

    private OutboxEntry entry(String payload) {
        return OutboxEntry.due(random, topic.topic(), "key", payload);
    }

    /** The relay reads a backlog on from where it stands, and such a row is behind it. */
    @Test
    void aRowThatIsCommittedLateNeedNotWaitForTheEndOfABacklog() throws SQLException {
        try (Connection late = Outboxes.as("intake");
                RunningRelay relay = RunningRelay.ofIntake("hub.relay.batch-size=20", "hub.relay.turn=50ms")) {
            late.setAutoCommit(false);
            Outboxes.insert(late, List.of(entry("late")));
            Outboxes.insert(
                    "intake",
                    IntStream.range(0, 60_000)
                            .mapToObj(i -> entry("value " + i))
                            .toList());
            topic.read(1_000, PATIENCE);
            late.commit();

            await().atMost(PATIENCE)
                    .until(() -> topic.published().stream()
                            .anyMatch(each -> each.value().equals("late")));

            assertThat(Outboxes.waiting("intake")).isPositive();
            assertThat(relay.counter("hub.outbox.interruptions", "intake")).isZero();
        }
    }
}

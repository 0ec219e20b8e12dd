package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StoppingTest implements FreshOutboxes {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final RandomGenerator random = new Random(31);

    @AutoClose
    private final TopicReader topic = new TopicReader();

    @AfterEach
    void close() {
        SharedInfrastructure.get().postgres().start();
    }

    /** The database notices a moment after the relay is gone. */
    private static void awaitFreeShards() {
        await().atMost(SOON).untilAsserted(() -> assertThat(Outboxes.shards()).isEmpty());
    }

    private static Duration timeToStop(RunningRelay relay) {
        long start = System.nanoTime();
        relay.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void anIdleRelayStopsAtOnce() {
        try (RunningRelay relay = RunningRelay.ofIntake()) {
            Outboxes.insert("intake", List.of(OutboxEntry.due(random, topic.topic(), "key", "value")));
            topic.read(1, PATIENCE);
            assertThat(timeToStop(relay)).isLessThan(SOON);
        }
        awaitFreeShards();
    }

    @Test
    void aBusyRelayFinishesItsBatchAndLeavesTheRest() {
        int rows = 60_000;
        try (RunningRelay relay = RunningRelay.ofIntake("hub.relay.batch-size=200")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(relay.gauge("hub.outbox.shards", "intake"))
                            .isEqualTo(64));
            Outboxes.insert(
                    "intake",
                    IntStream.range(0, rows)
                            .mapToObj(i -> OutboxEntry.due(random, topic.topic(), "key-" + i % 100, "value " + i))
                            .toList());
            topic.read(1000, PATIENCE);
            assertThat(relay.counter("hub.outbox.interruptions", "intake")).isZero();
            assertThat(timeToStop(relay)).isLessThan(SOON);
        }
        long left = Outboxes.waiting("intake");
        assertThat(left).as("the test must not be over before the stop").isPositive();
        assertThat(topic.published().size() + left).isEqualTo(rows);
        awaitFreeShards();
    }

    @Test
    void aRelayWithoutADatabaseStopsAtOnce() {
        SharedInfrastructure.get().postgres().stop();
        RunningRelay relay = RunningRelay.ofIntake("hub.relay.reconnect-after=1h");
        assertThat(timeToStop(relay)).isLessThan(SOON);
    }
}

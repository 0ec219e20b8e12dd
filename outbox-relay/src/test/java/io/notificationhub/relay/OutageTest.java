package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OutageTest implements FreshOutboxes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SharedInfrastructure servers = SharedInfrastructure.get();
    private final RandomGenerator random = new Random(23);

    @AutoClose
    private final TopicReader topic = new TopicReader();

    @AutoClose
    private final TopicReader unused = new TopicReader();

    @AfterEach
    void close() {
        servers.kafka().start();
        servers.postgres().start();
    }

    private OutboxEntry entry(TopicReader topic, String payload) {
        return OutboxEntry.due(random, topic.topic(), "key", payload);
    }

    @Test
    void whileKafkaIsDownEverythingStaysInItsPlaceAndLeavesInOrderAfterwards() {
        try (Producing producing = new Producing(topic.topic());
                // Turns of several batches, as a backlog makes them.
                RunningRelay relay = RunningRelay.ofIntake("hub.relay.refusals=1", "hub.relay.batch-size=20")) {
            topic.read(500, PATIENCE);
            servers.kafka().kill();
            // A topic that the relay has not met must be waited for as well, not taken for missing.
            Outboxes.insert("intake", List.of(entry(unused, "first of its topic")));
            double interruptions = relay.counter("hub.outbox.interruptions", "intake");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(relay.counter("hub.outbox.interruptions", "intake"))
                            .isGreaterThanOrEqualTo(interruptions + 2));
            Map<String, List<String>> written = producing.stop();
            assertThat(Outboxes.refusals("intake")).isZero();
            assertThat(Outboxes.parked("intake")).isZero();
            assertThat(Outboxes.waiting("intake")).isPositive();
            assertThat(relay.gauge("hub.outbox.shards", "intake")).isEqualTo(64);

            servers.kafka().start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isZero());
            assertThat(Outboxes.parked("intake")).isZero();
            assertThat(topic.firstsByKey()).isEqualTo(written);
            assertThat(unused.read(1, PATIENCE)).hasSize(1);
        }
    }

    @Test
    void aRelayThatStartsBeforeKafkaWaitsForIt() {
        servers.kafka().kill();
        Outboxes.insert("intake", List.of(entry(topic, "early"), entry(unused, "early")));
        try (RunningRelay relay = RunningRelay.ofIntake("hub.relay.refusals=1")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(relay.counter("hub.outbox.interruptions", "intake"))
                            .isGreaterThanOrEqualTo(2));
            assertThat(Outboxes.waiting("intake")).isEqualTo(2);
            servers.kafka().start();
            topic.read(1, PATIENCE);
            unused.read(1, PATIENCE);
        }
        assertThat(Outboxes.parked("intake")).isZero();
    }

    @Test
    void theRelayComesBackByItselfAfterPostgresRestartsOrCrashes() {
        try (RunningRelay relay = RunningRelay.ofIntake()) {
            Outboxes.insert("intake", List.of(entry(topic, "before")));
            topic.read(1, PATIENCE);
            List<Runnable> ends = List.of(servers.postgres()::stop, servers.postgres()::kill);
            for (int i = 0; i < ends.size(); i++) {
                double interruptions = relay.counter("hub.outbox.interruptions", "intake");
                ends.get(i).run();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(relay.counter("hub.outbox.interruptions", "intake"))
                                .isGreaterThanOrEqualTo(interruptions + 2));
                assertThat(relay.gauge("hub.outbox.shards", "intake")).isZero();
                servers.postgres().start();
                Outboxes.insert("intake", List.of(entry(topic, "after " + i)));
                topic.read(i + 2, Duration.ofSeconds(5));
            }
        }
        assertThat(topic.firstsByKey())
                .isEqualTo(
                        Map.of("key", Stream.of("before", "after 0", "after 1").toList()));
    }
}

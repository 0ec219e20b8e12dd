package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Relays come and go while a service keeps writing. */
class SharedShardsTest implements FreshOutboxes {
    private static final Duration HANDOVER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH = 100;

    @AutoClose
    private final TopicReader topic = new TopicReader();

    private static RunningRelay start(String... properties) {
        return RunningRelay.ofIntake(Stream.concat(Stream.of(properties), Stream.of("hub.relay.batch-size=" + BATCH))
                .toArray(String[]::new));
    }

    private static void awaitShares(Integer... shares) {
        await().atMost(HANDOVER)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(Outboxes.shards().values()).containsExactlyInAnyOrder(shares));
    }

    private int drained(Map<String, List<String>> written) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isZero());
        assertThat(topic.firstsByKey())
                .as("values by key, in the order of their first publication")
                .isEqualTo(written);
        return topic.published().size() - count(written.values());
    }

    private static int count(Collection<List<String>> values) {
        return values.stream().mapToInt(List::size).sum();
    }

    @Test
    void shardsMoveToOneThatJoinsAndBackFromOneThatStopsAndNothingIsLostDoubledOrOvertaken() {
        Map<String, List<String>> written;
        try (Producing producing = new Producing(topic.topic());
                RunningRelay first = start()) {
            awaitShares(64);
            try (RunningRelay second = start()) {
                awaitShares(32, 32);
                try (RunningRelay third = start()) {
                    awaitShares(22, 22, 20);
                    assertThat(third.gauge("hub.outbox.shards", "intake")).isBetween(20.0, 22.0);
                }
                awaitShares(32, 32);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(second.counter("hub.outbox.published", "intake"))
                                .isPositive());
            }
            awaitShares(64);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topic.published()).hasSizeGreaterThan(2000));
            written = producing.stop();
            assertThat(drained(written)).as("published twice").isZero();
            assertThat(first.counter("hub.outbox.interruptions", "intake")).isZero();
        }
    }

    @Test
    void aRelayWhoseConnectionIsCutLosesItsShardsAtOnceAndDoublesAtMostWhatWasInFlight() {
        try (Producing producing = new Producing(topic.topic());
                RunningRelay survivor = start()) {
            awaitShares(64);
            Set<Integer> survivors = new HashSet<>(Outboxes.shards().keySet());
            try (RunningRelay killed = start("hub.relay.reconnect-after=1h")) {
                awaitShares(32, 32);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(killed.counter("hub.outbox.published", "intake"))
                                .isGreaterThan(100));
                Set<Integer> processes = new HashSet<>(Outboxes.shards().keySet());
                processes.removeAll(survivors);
                processes.forEach(Outboxes::terminate);
                awaitShares(64);
                assertThat(Outboxes.shards().keySet()).isEqualTo(survivors);

                int soFar = topic.published().size();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(topic.published()).hasSizeGreaterThan(soFar + 1000));
                assertThat(drained(producing.stop())).as("published twice").isLessThanOrEqualTo(BATCH);
                assertThat(killed.counter("hub.outbox.interruptions", "intake")).isOne();
                assertThat(killed.gauge("hub.outbox.shards", "intake")).isZero();
                assertThat(survivor.counter("hub.outbox.interruptions", "intake"))
                        .isZero();
            }
        }
    }
}

package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RefusedRowsTest implements FreshOutboxes {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Less than the producer would look for a topic. */
    private static final Duration AT_ONCE = Duration.ofMillis(1500);

    private final RandomGenerator random = new Random(11);

    @AutoClose
    private final TopicReader topic = new TopicReader();

    @AutoClose
    private final TopicReader narrow = new TopicReader(Map.of("max.message.bytes", "2000"));

    private OutboxEntry entry(String topic, String payload) {
        return OutboxEntry.due(random, topic, "key", payload);
    }

    @Test
    void whatKafkaRefusesIsTriedAgainThenParkedAndHoldsNothingUp() {
        OutboxEntry tooLargeForTheClient = entry(topic.topic(), "x".repeat(1_100_000));
        OutboxEntry tooLargeForTheTopic = entry(narrow.topic(), incompressible(5000));
        List<OutboxEntry> noTopic = IntStream.range(0, 5)
                .mapToObj(i -> entry(TopicReader.name(), "nowhere"))
                .toList();
        OutboxEntry badName = entry("no/topic", "nowhere");
        OutboxEntry noName = entry("", "nowhere");
        List<OutboxEntry> bad = new ArrayList<>(noTopic);
        bad.addAll(List.of(tooLargeForTheClient, tooLargeForTheTopic, badName, noName));
        List<OutboxEntry> rows = new ArrayList<>(bad);
        IntStream.range(0, 200).forEach(i -> rows.add(entry(topic.topic(), "good " + i)));
        IntStream.range(0, 20).forEach(i -> rows.add(entry(narrow.topic(), "good " + i)));

        try (RunningRelay relay = RunningRelay.ofIntake(
                "hub.relay.refusals=3", "hub.relay.refusal-backoff=300ms", "hub.relay.topic-patience=1s")) {
            // The first row of a fresh producer takes longer than any after it.
            Outboxes.insert("intake", List.of(entry(topic.topic(), "first"), entry(narrow.topic(), "first")));
            topic.read(1, PATIENCE);
            narrow.read(1, PATIENCE);
            Outboxes.insert("intake", rows);
            topic.read(201, AT_ONCE);
            narrow.read(21, AT_ONCE);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.parked("intake")).isEqualTo(bad.size()));
            assertThat(Outboxes.waiting("intake")).isZero();
            assertThat(Outboxes.parkedRows("intake"))
                    .filteredOn(row -> !row.error().contains("UnknownTopicOrPartition"))
                    .extracting(Outboxes.Parked::failures)
                    .containsOnly(3);
            Map<UUID, String> errors = Outboxes.parkedRows("intake").stream()
                    .collect(Collectors.toMap(Outboxes.Parked::id, Outboxes.Parked::error));
            assertThat(errors.get(tooLargeForTheClient.id())).contains("RecordTooLarge");
            assertThat(errors.get(tooLargeForTheTopic.id())).contains("RecordTooLarge");
            assertThat(errors.get(badName.id())).contains("InvalidTopic");
            assertThat(errors.get(noName.id())).contains("InvalidTopic");
            noTopic.forEach(row -> assertThat(errors.get(row.id())).contains("UnknownTopicOrPartition"));
            assertThat(relay.counter("hub.outbox.parkings", "intake")).isEqualTo(bad.size());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(relay.gauge("hub.outbox.parked", "intake"))
                            .isEqualTo(bad.size()));
        }
        assertThat(topic.published()).hasSize(201);
        assertThat(narrow.published()).hasSize(21);
    }

    private String incompressible(int length) {
        return random.ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aRowWhoseTopicAppearsInTimeIsPublished() {
        String late = TopicReader.name();
        try (RunningRelay relay = RunningRelay.ofIntake("hub.relay.refusals=1", "hub.relay.refusal-backoff=100ms")) {
            Outboxes.insert("intake", List.of(entry(late, "patient")));
            awaitMissing(relay, 1);
            Outboxes.insert("intake", List.of(entry(topic.topic(), "behind")));
            topic.read(1, PATIENCE);
            assertThat(Outboxes.waiting("intake")).isEqualTo(1);
            assertThat(Outboxes.refusals("intake")).isZero();

            TopicReader.create(late, Map.of());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isZero());
            assertThat(relay.counter("hub.outbox.published", "intake")).isEqualTo(2);
            assertThat(Outboxes.parked("intake")).isZero();
            awaitMissing(relay, 0);
        }
    }

    @Test
    void rowsThatWaitedForTheirTopicLeaveInOrderWithThoseThatComeWhenItAppears() {
        String late = TopicReader.name();
        try (Producing producing = new Producing(late);
                // Turns of several batches, as a backlog makes them.
                RunningRelay relay = RunningRelay.ofIntake(
                        "hub.relay.refusals=1", "hub.relay.refusal-backoff=500ms", "hub.relay.batch-size=200")) {
            awaitMissing(relay, 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isGreaterThan(2000));
            assertThat(relay.counter("hub.outbox.published", "intake")).isZero();

            try (TopicReader reader = TopicReader.creating(late)) {
                reader.read(3000, PATIENCE);
                Map<String, List<String>> written = producing.stop();
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(Outboxes.waiting("intake")).isZero());
                assertThat(reader.firstsByKey()).isEqualTo(written);
            }
            assertThat(Outboxes.parked("intake")).isZero();
        }
    }

    private static void awaitMissing(RunningRelay relay, int topics) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(relay.gauge("hub.outbox.missing.topics", "intake"))
                        .isEqualTo(topics));
    }

    @Test
    void aTopicThatIsDeletedUnderARunningRelayHoldsNothingUpForLong() {
        try (TopicReader doomed = new TopicReader();
                RunningRelay relay =
                        RunningRelay.ofIntake("hub.relay.refusal-backoff=100ms", "hub.relay.topic-patience=300ms")) {
            Outboxes.insert("intake", List.of(entry(doomed.topic(), "before"), entry(topic.topic(), "before")));
            doomed.read(1, PATIENCE);
            doomed.delete();
            Outboxes.insert("intake", List.of(entry(doomed.topic(), "after"), entry(topic.topic(), "after")));
            assertThat(topic.read(2, PATIENCE))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("before", "after");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.parked("intake")).isEqualTo(1));
            assertThat(Outboxes.waiting("intake")).isZero();
            assertThat(relay.counter("hub.outbox.published", "intake")).isEqualTo(3);
        }
    }

    @Test
    void aRowThatAnOperatorPutBackIsParkedAgain() {
        OutboxEntry row = entry("no/topic", "nowhere");
        try (RunningRelay relay = RunningRelay.ofIntake("hub.relay.refusals=1")) {
            Outboxes.insert("intake", List.of(row));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.parked("intake")).isEqualTo(1));
            Outboxes.insert("intake", List.of(row, entry(topic.topic(), "behind")));
            topic.read(1, PATIENCE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isZero());
            assertThat(relay.counter("hub.outbox.interruptions", "intake")).isZero();
        }
    }
}

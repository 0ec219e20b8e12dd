package io.notificationhub.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One relay of all four schemas; its clock stands still unless a test moves it. */
class RelayingTest implements FreshOutboxes {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MovableClock CLOCK = new MovableClock(Instant.parse("2031-05-06T07:08:09.123456Z"));
    private static final RunningRelay RELAY = startRelay();

    private final RandomGenerator random = new Random(4711);

    @AutoClose
    private final TopicReader topic = new TopicReader();

    private static RunningRelay startRelay() {
        Outboxes.reset();
        return RunningRelay.start(CLOCK, "hub.relay.gauge-interval=100ms");
    }

    @AfterAll
    static void stop() {
        RELAY.close();
    }

    private OutboxEntry entry(String key, String payload, Instant availableAt) {
        return OutboxEntry.due(random, topic.topic(), key, payload).at(availableAt);
    }

    @Test
    void aDueRowIsPublishedWithItsEnvelopeAndGone() {
        String payload = "{\"title\":\"안녕, 'quotes' \\\\ \\\"\",\"emoji\":\"🎈\"}";
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Instant created = Instant.parse("2031-05-06T07:00:00.5Z");
        OutboxEntry traced = new OutboxEntry(
                OutboxEntry.id(random),
                topic.topic(),
                "recipient-ö-1",
                "thing.happened.v1",
                payload,
                trace,
                CLOCK.instant(),
                created);
        OutboxEntry untraced = entry("other", "not even JSON", CLOCK.instant());
        Outboxes.insert("intake", List.of(traced, untraced));

        Map<String, ConsumerRecord<String, String>> published =
                topic.read(2, PATIENCE).stream().collect(Collectors.toMap(ConsumerRecord::key, each -> each));
        ConsumerRecord<String, String> first = requireNonNull(published.get("recipient-ö-1"));
        ConsumerRecord<String, String> second = requireNonNull(published.get("other"));
        assertThat(first.value()).isEqualTo(payload);
        assertThat(TopicReader.headers(first))
                .isEqualTo(Map.of(
                        "ce_id", traced.id().toString(),
                        "ce_type", "thing.happened.v1",
                        "ce_source", "intake-service",
                        "ce_time", "2031-05-06T07:00:00.500Z",
                        "ce_specversion", "1.0",
                        "traceparent", trace));
        assertThat(second.value()).isEqualTo("not even JSON");
        assertThat(TopicReader.headers(second)).doesNotContainKey("traceparent");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isZero());
        assertThat(topic.published()).hasSize(2);
    }

    @Test
    void everyServicesOutboxIsRelayedUnderItsName() {
        Outboxes.SERVICES.forEach((schema, service) ->
                Outboxes.insert(schema, List.of(entry(schema, "from " + schema, CLOCK.instant()))));
        assertThat(topic.read(4, PATIENCE).stream()
                        .collect(Collectors.toMap(
                                ConsumerRecord::key,
                                each -> TopicReader.headers(each).get("ce_source"))))
                .isEqualTo(Outboxes.SERVICES);
    }

    @Test
    void aClockThatIsSetBackHoldsUpNothingAndHurriesNothing() {
        Outboxes.insert("intake", List.of(entry("key", "before", CLOCK.instant())));
        topic.read(1, PATIENCE);

        CLOCK.move(Duration.ofHours(-1));
        Instant later = CLOCK.instant().plus(Duration.ofMinutes(30));
        Outboxes.insert("intake", List.of(entry("key", "in half an hour", later)));
        for (int minute = 1; minute <= 3; minute++) {
            Outboxes.insert("intake", List.of(entry("key", "minute " + minute, CLOCK.instant())));
            topic.read(1 + minute, PATIENCE);
            CLOCK.move(Duration.ofMinutes(1));
        }
        await().during(Duration.ofMillis(1500)).until(() -> topic.published().size() == 4);
        CLOCK.move(Duration.ofHours(1));

        assertThat(topic.read(5, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("before", "minute 1", "minute 2", "minute 3", "in half an hour");
    }

    /** The relay has gone on to later rows by then. */
    @Test
    void aRowThatWasCommittedLongAfterItBecameDueIsPublished() {
        Instant now = CLOCK.instant();
        Outboxes.insert("intake", List.of(entry("key", "in time", now)));
        topic.read(1, PATIENCE);
        Outboxes.insert("intake", List.of(entry("key", "a little late", now.minusSeconds(1))));
        topic.read(2, PATIENCE);
        Outboxes.insert("intake", List.of(entry("key", "very late", now.minusSeconds(3600))));

        assertThat(topic.read(3, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("in time", "a little late", "very late");
    }

    @Test
    void aRowOfTheFutureStaysUntilItsTime() {
        Instant now = CLOCK.instant();
        Outboxes.insert(
                "intake",
                List.of(
                        entry("key", "in an hour", now.plusSeconds(3600)),
                        entry("key", "in a microsecond", now.plusNanos(1000)),
                        entry("key", "now", now)));
        assertThat(topic.read(1, PATIENCE)).extracting(ConsumerRecord::value).containsExactly("now");
        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(Outboxes.waiting("intake")).isEqualTo(2));

        CLOCK.move(Duration.ofMinutes(59));
        assertThat(topic.read(2, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("now", "in a microsecond");
        CLOCK.move(Duration.ofMinutes(1));
        assertThat(topic.read(3, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("now", "in a microsecond", "in an hour");
    }

    @Test
    void rowsOfAKeyLeaveInTheOrderOfTheirTimesThenIds() {
        List<OutboxEntry> entries = new ArrayList<>(IntStream.range(0, 5000)
                .mapToObj(i -> entry(
                        "key-" + i % 50,
                        "row " + i,
                        CLOCK.instant().minusSeconds(10).minusNanos(1000L * random.nextInt(20))))
                .toList());
        Comparator<OutboxEntry> asPostgres = Comparator.comparing(OutboxEntry::availableAt)
                .thenComparing(entry -> entry.id().toString());
        Map<String, List<String>> expected = entries.stream()
                .sorted(asPostgres)
                .collect(Collectors.groupingBy(
                        OutboxEntry::key, Collectors.mapping(OutboxEntry::payload, Collectors.toList())));
        Collections.shuffle(entries, new Random(random.nextLong()));
        Outboxes.insert("intake", entries);

        topic.read(5000, PATIENCE);
        assertThat(topic.firstsByKey()).isEqualTo(expected);
        assertThat(topic.published()).hasSize(5000);
    }

    @Test
    void rowsOfATransactionThatRollsBackNeverLeave() throws SQLException {
        try (Connection owner = Outboxes.as("intake")) {
            owner.setAutoCommit(false);
            Outboxes.insert(owner, List.of(entry("key", "never", CLOCK.instant())));
            Outboxes.insert("intake", List.of(entry("key", "while it is open", CLOCK.instant())));
            topic.read(1, PATIENCE);
            owner.rollback();
        }
        Outboxes.insert("intake", List.of(entry("key", "afterwards", CLOCK.instant())));
        assertThat(topic.read(2, PATIENCE))
                .extracting(ConsumerRecord::value)
                .containsExactly("while it is open", "afterwards");
    }

    @Test
    void aBatchOfHugeRowsIsTakenInPortions() {
        String huge = "x".repeat(900_000);
        Outboxes.insert(
                "intake",
                IntStream.range(0, 30)
                        .mapToObj(i -> entry("key", i + huge, CLOCK.instant().plusNanos(1000L * i - 100_000)))
                        .toList());
        List<String> order = topic.read(30, PATIENCE).stream()
                .map(each -> each.value().substring(0, each.value().indexOf('x')))
                .toList();
        assertThat(order)
                .isEqualTo(IntStream.range(0, 30).mapToObj(Integer::toString).toList());
    }

    @Test
    void metricsTellWhatWaitsAndWhatLeft() throws SQLException {
        double before = RELAY.counter("hub.outbox.published", "intake");
        Instant due = CLOCK.instant().plusSeconds(10);
        Outboxes.insert("intake", List.of(entry("a", "1", due), entry("b", "2", due.plusSeconds(30))));
        try (Connection withdrawing = Outboxes.as("intake");
                Statement statement = withdrawing.createStatement()) {
            // Due rows that somebody else holds can't be taken; the relay does not wait for them.
            withdrawing.setAutoCommit(false);
            statement.execute("SELECT id FROM outbox FOR UPDATE");
            CLOCK.move(Duration.ofSeconds(100));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(RELAY.gauge("hub.outbox.due", "intake")).isEqualTo(2);
                assertThat(RELAY.gauge("hub.outbox.oldest.age", "intake")).isEqualTo(90);
                assertThat(RELAY.gauge("hub.outbox.parked", "intake")).isZero();
            });
        }
        topic.read(2, PATIENCE);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(RELAY.counter("hub.outbox.published", "intake") - before).isEqualTo(2);
            assertThat(RELAY.gauge("hub.outbox.due", "intake")).isZero();
            assertThat(RELAY.gauge("hub.outbox.oldest.age", "intake")).isZero();
        });
        assertThat(RELAY.gauge("hub.outbox.shards", "intake")).isEqualTo(64);
    }
}

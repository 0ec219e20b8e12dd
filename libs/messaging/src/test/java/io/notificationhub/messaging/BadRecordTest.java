package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.MalformedEvent;
import io.notificationhub.contracts.Topics;
import io.notificationhub.testkit.SharedInfrastructure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class BadRecordTest extends MessagingTest {
    private static final String TOPIC = "inbox.bad";

    @Autowired
    ScriptedListener bad;

    @Autowired
    Inbox inbox;

    @Autowired
    PoisonRecords poison;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "not json", "{}", "null", "{\"notificationId\": 17}", "{\"notificationId\": \"x\"}"})
    void aMalformedRecordGoesAsideAtOnceAsItCame(@Nullable String value) {
        bad.does(batch -> Mono.empty());
        long before = committed(TOPIC);
        List<UUID> good = ids(2);
        String key = "malformed " + good.getFirst();

        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, key, value);
        record.headers()
                .add("ce_id", "17".getBytes(StandardCharsets.UTF_8))
                .add(PoisonRecords.RETRY_COUNT, "9".getBytes(StandardCharsets.UTF_8));
        sendAll(List.of(
                new ProducerRecord<>(TOPIC, "one key", json(good.getFirst())),
                record,
                new ProducerRecord<>(TOPIC, "one key", json(good.getLast()))));

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 3);
        assertThat(bad.finished()).isEqualTo(good);
        ConsumerRecord<String, String> aside = poisoned(TOPIC, key);
        assertThat(aside.value()).isEqualTo(value);
        assertThat(header(aside, "ce_id")).isEqualTo("17");
        assertThat(header(aside, PoisonRecords.RETRY_COUNT)).isEqualTo("0");
        assertThat(header(aside, PoisonRecords.ERROR_MESSAGE)).isNotBlank();
        assertThat(aside.headers()).hasSize(3);
    }

    @Test
    void bytesThatAreNoUtf8GoAsideAsTheyCame() throws InterruptedException, ExecutionException {
        bad.does(batch -> Mono.empty());
        long before = committed(TOPIC);
        UUID good = ids(1).getFirst();
        byte[] value = json(good).replace("}", ",\"note\":\"caf\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] key = ByteBuffer.allocate(17)
                .put((byte) 0xFF)
                .putLong(good.getMostSignificantBits())
                .putLong(good.getLeastSignificantBits())
                .array();

        try (KafkaProducer<byte[], byte[]> other = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedInfrastructure.get().kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            other.send(new ProducerRecord<>(TOPIC, 0, key, value)).get();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 1);
        assertThat(bad.finished()).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> aside =
                recordsIn(Topics.poison(TOPIC), new ByteArrayDeserializer()).stream()
                        .filter(record -> Arrays.equals(key, record.key()))
                        .toList();
        assertThat(aside).hasSize(1);
        assertThat(aside.getFirst().value()).isEqualTo(value);
        assertThat(aside.getFirst().headers()).hasSize(2);
    }

    @Test
    void aRecordThatKeepsFailingIsIsolatedTriedThreeMoreTimesAndPutAsideWhileAllAroundItIsDone() {
        List<UUID> ids = ids(9);
        UUID poison = ids.get(5);
        bad.does(batch ->
                batch.contains(poison) ? Mono.error(new IllegalStateException("no such thing")) : Mono.empty());
        long before = committed(TOPIC);
        double counted = metrics.counter("hub.poison.records", "topic", TOPIC).count();

        sendKeyed(TOPIC, ids);

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 9);
        assertThat(bad.finished())
                .as("all others, in order")
                .isEqualTo(ids.stream().filter(id -> !id.equals(poison)).toList());
        assertThat(Collections.frequency(bad.tries(), List.of(poison)))
                .as("one try and three more")
                .isEqualTo(4);
        ConsumerRecord<String, String> aside = poisoned(TOPIC, poison.toString());
        assertThat(aside.value()).isEqualTo(json(poison));
        assertThat(header(aside, PoisonRecords.ERROR_MESSAGE)).isEqualTo("no such thing");
        assertThat(header(aside, PoisonRecords.RETRY_COUNT)).isEqualTo("3");
        assertThat(metrics.counter("hub.poison.records", "topic", TOPIC).count())
                .isEqualTo(counted + 1);
    }

    @Test
    void aRecordThatFailsOnceIsOnlyLate() {
        List<UUID> ids = ids(3);
        UUID late = ids.get(1);
        bad.does(batch -> batch.equals(List.of(late)) && Collections.frequency(bad.tries(), batch) <= 2
                ? Mono.error(new IllegalStateException("not yet"))
                : batch.size() > 1 ? Mono.error(new IllegalStateException("too many")) : Mono.empty());
        long before = committed(TOPIC);

        send(TOPIC, ids);

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 3);
        assertThat(bad.finished()).isEqualTo(ids);
        assertThat(poisoned(TOPIC)).extracting(ConsumerRecord::value).doesNotContain(json(late));
    }

    @Test
    void aHandlerThatThrowsIsAHandlerThatFails() {
        UUID poison = ids(1).getFirst();
        bad.does(batch -> {
            throw new UnsupportedOperationException("at once");
        });
        long before = committed(TOPIC);

        sendKeyed(TOPIC, List.of(poison));

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 1);
        assertThat(header(poisoned(TOPIC, poison.toString()), PoisonRecords.ERROR_MESSAGE))
                .isEqualTo("at once");
    }

    /** Spring Kafka would try the whole poll ten times and then drop it. */
    @Test
    void aParserThatBreaksOnARecordIsTheRecordsFault() {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(TOPIC, 0, 0, "breaks the parser", "x");

        inbox.<Integer>handle(List.of(record), Integer::valueOf, batch -> Mono.empty())
                .block(Duration.ofSeconds(20));

        ConsumerRecord<String, String> aside = poisoned(TOPIC, "breaks the parser");
        assertThat(header(aside, PoisonRecords.ERROR_MESSAGE)).contains("\"x\"");
        assertThat(header(aside, PoisonRecords.RETRY_COUNT)).isEqualTo("0");
    }

    @Test
    void theHandlerIsNotCalledForNothing() {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(TOPIC, 0, 0, "alone", "x");

        inbox.handle(
                        List.of(record),
                        text -> {
                            throw new MalformedEvent("no event", null);
                        },
                        batch -> Mono.error(new AssertionError("called with " + batch)))
                .block(Duration.ofSeconds(20));

        assertThat(poisoned(TOPIC, "alone").value()).isEqualTo("x");
    }

    @Test
    void aRecordThatWasPolledLongAgoIsTriedAgainWithoutAPause() {
        Inbox slow = new Inbox(poison, new Outages(), waiting(Duration.ofHours(1)), metrics);
        AtomicInteger tries = new AtomicInteger();

        slow.handle(
                        new ConsumerRecord<>(TOPIC, 0, 8, "late", "x"),
                        text -> text,
                        batch -> Mono.error(() -> new IllegalStateException("try " + tries.incrementAndGet())),
                        System.nanoTime() - Duration.ofHours(7).toNanos())
                .block(Duration.ofSeconds(20));

        assertThat(tries).hasValue(4);
        assertThat(header(poisoned(TOPIC, "late"), PoisonRecords.RETRY_COUNT)).isEqualTo("3");
    }

    @Test
    void oneThatWasJustPolledIsGivenTime() {
        Inbox slow = new Inbox(poison, new Outages(), waiting(Duration.ofHours(1)), metrics);
        AtomicInteger tries = new AtomicInteger();
        Mono<Void> handled = slow.handle(
                new ConsumerRecord<>(TOPIC, 0, 9, "early", "x"),
                text -> text,
                batch -> Mono.error(() -> new IllegalStateException("try " + tries.incrementAndGet())),
                // The first pause is over, the second is not.
                System.nanoTime() - Duration.ofHours(2).toNanos());

        Disposable working = handled.subscribe();
        await().until(() -> tries.get() == 2);
        assertThat(working.isDisposed()).isFalse();
        working.dispose();
    }

    private static InboxProperties waiting(Duration first) {
        return new InboxProperties(3, first, first, first, Duration.ofMillis(10));
    }

    @Test
    void oneWhoseHeadersAreTooLargeIsNamedAsWell() {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(TOPIC, 0, 17, "large headers", "x");
        record.headers().add("large", new byte[2 << 20]);

        poison.put(record, new IllegalStateException("no use"), 3).block(Duration.ofSeconds(20));

        assertThat(poisoned(TOPIC))
                .extracting(aside -> header(aside, PoisonRecords.ERROR_MESSAGE))
                .contains("The record is too large to copy and stays at " + TOPIC + "-0@17. no use");
    }

    /** A compressed record may be larger than what we may send: it must not block what is behind it. */
    @Test
    void aPoisonRecordTooLargeToCopyIsNamedInstead() throws ExecutionException, InterruptedException {
        bad.does(batch -> Mono.empty());
        long before = committed(TOPIC);
        UUID next = ids(1).getFirst();
        String key = "huge " + next;
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedInfrastructure.get().kafkaBootstrapServers(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip");
        try (KafkaProducer<String, String> other =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            other.send(new ProducerRecord<>(TOPIC, 0, key, "x".repeat(3 << 20))).get();
        }
        sendKeyed(TOPIC, List.of(next));

        await().atMost(Duration.ofSeconds(20)).until(() -> committed(TOPIC) == before + 2);
        assertThat(bad.finished()).containsExactly(next);
        ConsumerRecord<String, String> aside = poisoned(TOPIC, key);
        assertThat(aside.value()).isNull();
        assertThat(header(aside, PoisonRecords.ERROR_MESSAGE)).contains("too large to copy", TOPIC + "-0@");
    }
}

package io.notificationhub.alimtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.contracts.Topics;
import io.notificationhub.simulator.SimulatorSettings;
import io.notificationhub.simulator.VendorSimulator;
import io.notificationhub.testkit.SharedInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worker as it runs: real Kafka and Redis, and a vendor that speaks NHN's protocol. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"hub.delivery.receipts.first-after=200ms", "hub.topics.partitions=2", "management.server.port=0"})
class AlimTalkWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final VendorSimulator SIMULATOR =
            VendorSimulator.start(SimulatorSettings.onFreePorts(), Clock.systemUTC());

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        SharedInfrastructure.register(registry, "intake");
        registry.add("hub.simulator-url", AlimTalkWorkerTest::simulator);
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void bulkGoesInFewCallsAndItsReceiptsAreAskedFor() throws IOException, InterruptedException, ExecutionException {
        List<DeliveryRequested> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(message(i, i == 7 ? "+821000009999" : "+8210%08d".formatted(10_001 + i)));
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(), "linger.ms", "20"),
                new StringSerializer(),
                new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (DeliveryRequested each : messages) {
                sent.add(producer.send(new ProducerRecord<>(each.topic(), each.key(), EventJson.write(each))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }

        List<DeliveryResult> results = read(Topics.RESULT, DeliveryResult.class, 300);
        List<ReceiptReported> receipts = read(Topics.RECEIPT_REPORTED, ReceiptReported.class, 299);

        assertThat(results)
                .filteredOn(result -> result.outcome() == DeliveryResult.Outcome.SUCCEEDED)
                .hasSize(299);
        assertThat(results)
                .filteredOn(result -> result.outcome() == DeliveryResult.Outcome.FAILED)
                .singleElement()
                .satisfies(refused -> assertThat(refused.vendorCode()).isEqualTo("-3010"));
        assertThat(receipts).extracting(ReceiptReported::receipt).containsOnly(Receipt.DELIVERED);
        assertThat(receipts).extracting(ReceiptReported::vendor).containsOnly("nhn");
        assertThat(stats().path("accepted").intValue()).isEqualTo(299);
        assertThat(stats().path("duplicates").intValue()).isZero();
        assertThat(stats().path("requests").intValue())
                .as("calls for 300 messages")
                .isLessThan(60);
    }

    private <E extends HubEvent> List<E> read(String topic, Class<E> type, int most) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Map<String, E> byKey = new HashMap<>();
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
                    byKey.put(each.key(), EventJson.read(each.value(), type));
                }
                return byKey.size() >= most;
            });
            return List.copyOf(byKey.values());
        }
    }

    private static DeliveryRequested message(int number, String phone) {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return new DeliveryRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "recipient-" + number,
                "shop",
                Kind.MARKETING,
                Channel.KAKAO_ALIMTALK,
                1,
                phone,
                null,
                new Content("제목", "본문", null),
                "ko-kr",
                null,
                now,
                now.plus(Duration.ofHours(24)));
    }

    private static JsonNode stats() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(simulator() + "/_sim/stats"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).path("nhn");
    }

    private static String simulator() {
        return "http://127.0.0.1:" + SIMULATOR.httpPort();
    }

    private static String bootstrap() {
        return SharedInfrastructure.get().kafkaBootstrapServers();
    }
}

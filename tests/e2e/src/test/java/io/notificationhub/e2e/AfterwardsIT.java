package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes back from vendors, and what other systems are told. */
class AfterwardsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Producer PRODUCER = new Producer(RunningHub.get(), "local-producer");

    private final String recipient = "after-" + UUID.randomUUID();

    @AfterEach
    void healVendors() {
        PRODUCER.fault("twilio", Map.of());
        PRODUCER.fault("nhn", Map.of());
    }

    @Test
    void aVendorsReceiptComesBackThroughTheGateway() {
        PRODUCER.fault("twilio", Map.of("receipts", "DELIVERED", "receiptDelayMs", 50));

        String notification = send("SMS");

        // The receipt and the result come on two ways, either may be first.
        attempt(notification, "SMS", "receipt", "DELIVERED");
        JsonNode attempt = attempt(notification, "SMS", "status", "SUCCEEDED");
        assertThat(attempt.path("receipt").asString()).isEqualTo("DELIVERED");
        assertThat(attempt.path("receipts").path(0).path("vendor").asString()).isEqualTo("twilio");
    }

    @Test
    void anAlimTalkThatCannotBeReceivedGoesOutAsOneText() {
        PRODUCER.fault("nhn", Map.of("receipts", "FAILED", "errorCode", "3018", "receiptDelayMs", 50));

        String notification = send("KAKAO_ALIMTALK");
        JsonNode text = attempt(notification, "SMS", "status", "SUCCEEDED");

        JsonNode alimTalk = attempt(notification, "KAKAO_ALIMTALK", "receipt", "FAILED");
        assertThat(text.path("parentAttemptId").asString())
                .isEqualTo(alimTalk.path("attemptId").asString());
        assertThat(PRODUCER.vendorMessages(text.path("attemptId").asString()).size())
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> story(notification).path("status").asString().equals("COMPLETED"));
    }

    @Test
    void otherSystemsAreToldOfEachResultWithoutAddressOrText() {
        try (KafkaConsumer<String, String> feed = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RunningHub.get().kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = feed.partitionsFor("notify.vendor.result").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            feed.assign(partitions);
            feed.endOffsets(partitions).forEach(feed::seek);
            String notification = send("EMAIL");

            List<String> told = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> each : feed.poll(Duration.ofMillis(200))) {
                    if (JSON.readTree(each.value())
                            .path("notificationId")
                            .asString("")
                            .equals(notification)) {
                        told.add(each.value());
                    }
                }
                return !told.isEmpty();
            });

            JsonNode result = JSON.readTree(told.getFirst());
            assertThat(result.path("outcome").asString()).isEqualTo("SUCCEEDED");
            assertThat(result.path("vendor").asString()).isEqualTo("ses");
            assertThat(told.getFirst()).doesNotContain("@example.com", "Afterwards", recipient);
        }
    }

    private String send(String channel) {
        Producer.Answer accepted = PRODUCER.notify(
                "after-" + UUID.randomUUID(),
                Map.of(
                        "recipientId",
                        recipient,
                        "kind",
                        "SECURITY",
                        "title",
                        "Afterwards",
                        "body",
                        "What then?",
                        "channels",
                        List.of(channel),
                        "addresses",
                        Map.of(channel, channel.equals("EMAIL") ? "after@example.com" : "+821055501234")));
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        return accepted.text("notificationId");
    }

    private static JsonNode story(String notification) {
        return PRODUCER.get("/api/v1/notifications/" + notification).body();
    }

    private static JsonNode attempt(String notification, String channel, String field, String value) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> story(notification)
                                .path("attempts")
                                .valueStream()
                                .filter(each -> each.path("channel").asString().equals(channel)
                                        && each.path(field).asString("").equals(value))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}

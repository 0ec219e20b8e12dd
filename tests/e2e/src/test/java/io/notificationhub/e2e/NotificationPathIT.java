package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NotificationPathIT {
    private static final String PHONE = "+821055501234";
    private static final Map<String, String> VENDOR_OF_CHANNEL =
            Map.of("PUSH", "fcm", "EMAIL", "ses", "SMS", "twilio", "KAKAO_ALIMTALK", "nhn");

    private static final Producer PRODUCER = new Producer(RunningHub.get(), "local-producer");
    private static final String RECIPIENT = "e2e-" + UUID.randomUUID();

    @BeforeAll
    static void register() {
        Producer.Answer profile = PRODUCER.put(
                "/api/v1/users/" + RECIPIENT,
                Map.of(
                        "email", "e2e@example.com",
                        "phone", PHONE,
                        "kakaoPhone", PHONE,
                        "locale", "ko-kr",
                        "timezone", "Asia/Seoul"));
        assertThat(profile.status()).as("%s", profile).isBetween(200, 201);
        Producer.Answer device = PRODUCER.post(
                "/api/v1/devices",
                Map.of("recipientId", RECIPIENT, "platform", "ANDROID", "token", "e2e-device-" + UUID.randomUUID()));
        assertThat(device.status()).as("%s", device).isEqualTo(201);
    }

    @Test
    void oneRequestReachesFourVendorsOnceEachAndIsCompleted() {
        String key = "e2e-" + UUID.randomUUID();
        Map<String, ?> notification =
                Map.of("recipientId", RECIPIENT, "kind", "TRANSACTIONAL", "title", "Order paid", "body", "Thank you.");

        Producer.Answer accepted = PRODUCER.notify(key, notification);

        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("FANNED_OUT");
        assertThat(texts(accepted.body().path("dispatchedChannels")))
                .containsExactly("PUSH", "EMAIL", "SMS", "KAKAO_ALIMTALK");

        String id = accepted.text("notificationId");
        JsonNode story = completed(id);
        assertThat(story.path("attempts").size()).isEqualTo(4);
        for (JsonNode attempt : story.path("attempts")) {
            String channel = attempt.path("channel").asString();
            assertThat(attempt.path("status").asString()).as(channel).isEqualTo("SUCCEEDED");
            assertThat(attempt.path("vendor").asString()).as(channel).isEqualTo(VENDOR_OF_CHANNEL.get(channel));
            assertThat(attempt.path("vendorMessageId").asString("")).as(channel).isNotEmpty();

            JsonNode messages =
                    PRODUCER.vendorMessages(attempt.path("attemptId").asString());
            assertThat(messages.size())
                    .as("%s at its vendor: %s", channel, messages)
                    .isEqualTo(1);
            assertThat(messages.get(0).path("outcome").asString()).as(channel).isEqualTo("ACCEPTED");
            assertThat(messages.get(0).path("vendor").asString()).isEqualTo(VENDOR_OF_CHANNEL.get(channel));
        }

        Producer.Answer again = PRODUCER.notify(key, notification);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("DUPLICATE_REQUEST");
        assertThat(again.text("notificationId")).isEqualTo(id);
    }

    @Test
    void theVendorGetsWhatTheProducerWrote() {
        Producer.Answer accepted = PRODUCER.notify(
                "e2e-" + UUID.randomUUID(),
                Map.of(
                        "recipientId", RECIPIENT,
                        "kind", "SECURITY",
                        "title", "로그인 알림",
                        "body", "코드 <1234> & more",
                        "channels", List.of("EMAIL")));

        JsonNode story = completed(accepted.text("notificationId"));

        assertThat(story.path("attempts").size()).isEqualTo(1);
        JsonNode message = PRODUCER.vendorMessages(
                        story.path("attempts").get(0).path("attemptId").asString())
                .get(0);
        assertThat(message.path("to").asString()).isEqualTo("e2e@example.com");
        assertThat(message.path("title").asString()).isEqualTo("로그인 알림");
        assertThat(message.path("body").asString()).contains("코드 <1234> & more");
    }

    private static JsonNode completed(String notificationId) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> PRODUCER.get("/api/v1/notifications/" + notificationId)
                                .body(),
                        story -> story.path("status").asString("").equals("COMPLETED"));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}

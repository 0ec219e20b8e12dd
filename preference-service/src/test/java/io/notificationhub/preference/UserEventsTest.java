package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.PoisonRecords;
import io.notificationhub.testkit.SharedInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class UserEventsTest extends ServiceTest {
    @Autowired
    UserEvents events;

    @Autowired
    JsonMapper json;

    @Test
    void usersFollowTheExternalService() {
        publish(
                "rob",
                "{'eventId': 'e1', 'eventType': 'user.created', 'userId': 'rob', 'email': 'rob@example.com',"
                        + "'phone': '+821012345678', 'locale': 'ko-KR', 'timezone': 'Asia/Seoul', 'occurredAt': '2026-05-01T09:00:00+09:00'}");
        await().untilAsserted(() -> assertThat(published("rob")).hasSize(1));
        assertThat(lastPublished("rob")).satisfies(profile -> {
            assertThat(profile.email()).isEqualTo("rob@example.com");
            assertThat(profile.phone()).isEqualTo("+821012345678");
            assertThat(profile.locale()).isEqualTo("ko-kr");
            assertThat(profile.timezone()).isEqualTo("Asia/Seoul");
        });

        publish(
                "rob",
                "{'eventId': 'e2', 'eventType': 'user.deleted', 'userId': 'rob', 'occurredAt': '2026-05-02T00:00:00Z'}");
        await().untilAsserted(() -> assertThat(lastPublished("rob").erased()).isTrue());
    }

    /** Events as day:what, in the order in which they come; then e-mail and phone, or erased. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            u1  | 1:created a@x.io +821011111111; 2:updated b@x.io                    | b@x.io +821011111111
            u2  | 2:updated b@x.io; 1:created a@x.io +821011111111                    | b@x.io +821011111111
            u3  | 2:updated b@x.io; 1:created a@x.io; 2:updated b@x.io                | b@x.io null
            u4  | 1:created a@x.io; 2:updated null                                    | null null
            u5  | 2:updated null; 1:created a@x.io                                    | null null
            u6  | 1:created a@x.io; 3:deleted; 2:updated b@x.io                       | erased
            u7  | 3:deleted; 1:created a@x.io; 2:updated b@x.io                       | erased
            u8  | 1:created a@x.io; 3:updated c@x.io; 2:deleted                       | c@x.io null
            u9  | 1:created a@x.io; 2:deleted; 3:created c@x.io                       | c@x.io null
            u10 | 2:deleted; 2:created a@x.io                                         | erased
            u11 | 1:created a@x.io; 1:updated b@x.io                                  | b@x.io null
            """)
    void theLatestWordOfEachFieldHoldsInWhateverOrderEventsCome(String userId, String told, String expected) {
        for (String each : told.split(";", -1)) {
            events.apply(event(userId, each.strip()), null).block();
        }
        ProfileChanged profile = lastPublished(userId);
        assertThat(profile.erased() ? "erased" : profile.email() + " " + profile.phone())
                .isEqualTo(expected);
    }

    @Test
    void whatWasSaidBeforeAnErasureByAProducerDoesNotReviveTheRecipient() {
        put("/api/v1/users/sam", Map.of("email", "sam@example.com"));
        delete("/api/v1/users/sam").expectStatus().isNoContent();
        ProfileChanged tombstone = lastPublished("sam");
        events.apply(event("sam", "1:updated a@x.io"), null).block();
        assertThat(lastPublished("sam")).isEqualTo(tombstone);
    }

    @Test
    void whatIsNoUserEventGoesToThePoisonTopicAndTheRestGoesOn() {
        List<String> bad = List.of(
                "not json",
                "null",
                "{}",
                "{'eventType': 'user.created', 'userId': 'tim'}",
                "{'eventType': 'user.renamed', 'userId': 'tim', 'occurredAt': '2026-05-01T00:00:00Z'}",
                "{'eventType': 'user.created', 'userId': '', 'occurredAt': '2026-05-01T00:00:00Z'}",
                "{'eventType': 'user.created', 'userId': 'tim', 'email': 'secret-not-mail', 'occurredAt': '2026-05-01T00:00:00Z'}",
                "{'eventType': 'user.created', 'userId': 'tim', 'phone': 5, 'occurredAt': '2026-05-01T00:00:00Z'}",
                "{'eventType': 'user.created', 'userId': 'tim', 'timezone': 'Mars', 'occurredAt': 'yesterday'}");
        bad.forEach(each -> publish("tim", each));
        publish(
                "tim",
                "{'eventType': 'user.created', 'userId': 'tim', 'email': 'tim@example.com', 'occurredAt': '2026-05-01T00:00:00Z'}");

        await().untilAsserted(() -> assertThat(published("tim")).hasSize(1));
        List<ConsumerRecord<String, String>> poison = poison(bad.size());
        assertThat(poison)
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(
                        bad.stream().map(each -> each.replace('\'', '"')).toList());
        assertThat(poison)
                .allSatisfy(each -> assertThat(new String(
                                each.headers()
                                        .lastHeader(PoisonRecords.ERROR_MESSAGE)
                                        .value(),
                                StandardCharsets.UTF_8))
                        .isNotBlank()
                        .doesNotContain("secret"));
    }

    private UserEvent event(String userId, String told) {
        String[] words = told.split("[: ]", -1);
        StringBuilder fields = new StringBuilder();
        for (int i = 2; i < words.length; i++) {
            String value = words[i].equals("null") ? "null" : "\"" + words[i] + "\"";
            fields.append(words[i].startsWith("+") ? ", \"phone\": " : ", \"email\": ")
                    .append(value);
        }
        return UserEvent.read(json, """
                {"eventType": "user.%s", "userId": "%s", "occurredAt": "2026-05-0%sT00:00:00Z"%s}""".formatted(words[1], userId, words[0], fields));
    }

    private void publish(String userId, String event) {
        kafka.send(USER_EVENTS, userId, event.replace('\'', '"')).join();
    }

    private static List<ConsumerRecord<String, String>> poison(int expected) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedInfrastructure.get().kafkaBootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG, "poison-reader",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topics.poison(USER_EVENTS)));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                assertThat(read).hasSizeGreaterThanOrEqualTo(expected);
            });
        }
        return read;
    }
}

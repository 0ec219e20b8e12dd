package io.notificationhub.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.template.Composer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test that speaks as other systems do: by events. Retries come quickly, and tokens too. */
@TestPropertySource(properties = {"hub.inbox.first-backoff=20ms", "hub.limits.sms=2", "hub.limits.period=4s"})
abstract class EventTest extends IntakeTest {
    static final String ORDER_CREATED = "order.created.v1";
    static final String PAYMENTS = "fluxpay.payment.events";
    static final String SUBSCRIPTIONS = "fluxpay.subscription.events";

    @Autowired
    MeterRegistry metrics;

    @Autowired
    JsonMapper json;

    @Autowired
    private KafkaTemplate<String, String> kafka;

    @Autowired
    private Composer composer;

    @Autowired
    private ConsumerFactory<String, String> consumers;

    final String eventId = "e-" + UUID.randomUUID();

    @BeforeEach
    void publishTheTemplates() {
        List<TemplateChanged> templates = ShippedTemplates.all(NOON);
        if (!templates.stream().allMatch(this::isKnown)) {
            templates.forEach(this::publish);
            await().until(() -> templates.stream().allMatch(this::isKnown));
        }
    }

    private boolean isKnown(TemplateChanged template) {
        try {
            return composer.compose(
                            new NotificationRequest(
                                    "shop",
                                    recipient,
                                    Kind.SERVICE,
                                    new NotificationRequest.Message.Templated(
                                            template.templateKey(),
                                            Map.of("eventId", "", "orderId", "", "totalAmount", "", "currency", "")),
                                    template.locale(),
                                    List.of(template.channel()),
                                    Map.of(),
                                    null,
                                    null,
                                    NotificationRequest.OnQuietHours.KIND),
                            null)
                    .carries(template.channel());
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    /** A recipient with an address for every channel of the shipped routes. */
    void register(String locale, List<ProfileChanged.KindChoice> kinds) {
        owner().knows(known().email("stored@example.com")
                .phone("+821012345678")
                .locale(locale)
                .choices(kinds)
                .device(new ProfileChanged.Device(UUID.randomUUID(), ProfileChanged.Platform.ANDROID, "t".repeat(64)))
                .profile());
    }

    /** Everything that any shipped route reads. */
    Map<String, Object> event(String type) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventId", eventId);
        event.put("eventType", type);
        event.put("userId", recipient);
        event.put("customerId", recipient);
        event.put("customerEmail", "inline@example.com");
        event.put("orderId", "A-1001");
        event.put("totalAmount", 129000);
        event.put("currency", "KRW");
        return event;
    }

    void send(String topic, Map<String, Object> event) {
        publish(topic, recipient, json.writeValueAsString(event));
    }

    void publish(String topic, String key, String value, String traceparent) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        kafka.send(record).join();
    }

    String traceparentOf(String notificationId) {
        return Objects.requireNonNull(database.sql("SELECT traceparent FROM notification WHERE id = $1")
                .bind(0, UUID.fromString(notificationId))
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .one()
                .block());
    }

    /** The recipient's notifications, newest first. */
    List<JsonNode> notifications() {
        List<JsonNode> stories = new ArrayList<>();
        for (JsonNode item : answer(reader().get().uri("/api/v1/notifications/me?limit=100&recipientId={r}", recipient))
                .body()
                .path("items")) {
            stories.add(story(item));
        }
        return stories;
    }

    JsonNode story(JsonNode item) {
        return answer(reader().get()
                        .uri(
                                "/api/v1/notifications/{id}",
                                item.path("notificationId").asString()))
                .body();
    }

    private WebTestClient reader() {
        return producer("support", "read:any");
    }

    /** Waits for the one notification of the recipient. */
    JsonNode notification() {
        await().until(() -> !notifications().isEmpty());
        List<JsonNode> all = notifications();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    double counted(String topic, String outcome) {
        Counter counter = metrics.find("hub.events")
                .tags("topic", topic, "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Waits for this many records of the key in the topic's poison topic. */
    List<ConsumerRecord<String, String>> poisoned(String topic, String key, int count) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (Consumer<String, String> consumer = consumers.createConsumer("poison-" + UUID.randomUUID(), "")) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.poison(topic), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> {
                    if (key.equals(each.key())) {
                        found.add(each);
                    }
                });
                return found.size() >= count;
            });
        }
        return found;
    }

    static String header(ConsumerRecord<String, String> bad, String name) {
        return new String(bad.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

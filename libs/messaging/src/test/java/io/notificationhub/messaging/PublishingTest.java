package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.contracts.AlertFired;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

class PublishingTest extends MessagingTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** What a producer knows no topic for is offered to it for some 5 s. */
    private static final Duration SHORTER_THAN_A_BLOCKED_SEND = Duration.ofSeconds(4);

    @Autowired
    EventPublisher publisher;

    @Autowired
    KafkaSends sends;

    @Test
    void anEventIsACloudEventAndIsThereWhenPublishCompletes() throws ExecutionException, InterruptedException {
        admin().createTopics(List.of(new NewTopic(Topics.ALERT_FIRED, 1, (short) 1)))
                .all()
                .get();
        AlertFired alert = new AlertFired(
                AlertFired.VENDOR_EXHAUSTED, ids(1).getFirst(), ids(1).getFirst(), Channel.SMS, null, "detail", NOW);

        publisher.publish(alert, TRACEPARENT).block(Duration.ofSeconds(20));
        publisher.publish(alert, null).block(Duration.ofSeconds(20));

        List<ConsumerRecord<String, String>> records = recordsIn(Topics.ALERT_FIRED);
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(alert.attemptId().toString());
            assertThat(EventJson.read(record.value(), AlertFired.class)).isEqualTo(alert);
            assertThat(header(record, CloudEventHeaders.TYPE)).isEqualTo("alert.fired.v1");
            assertThat(header(record, CloudEventHeaders.SOURCE)).isEqualTo("inbox-test");
            assertThat(header(record, CloudEventHeaders.TIME)).isEqualTo(NOW.toString());
            assertThat(header(record, CloudEventHeaders.SPEC_VERSION)).isEqualTo("1.0");
            assertThat(UUID.fromString(header(record, CloudEventHeaders.ID)).version())
                    .isEqualTo(7);
        });
        assertThat(records)
                .extracting(record -> header(record, CloudEventHeaders.ID))
                .doesNotHaveDuplicates();
        assertThat(header(records.getFirst(), CloudEventHeaders.TRACEPARENT)).isEqualTo(TRACEPARENT);
        assertThat(records.getLast().headers().lastHeader(CloudEventHeaders.TRACEPARENT))
                .isNull();
    }

    /** Kafka's I/O thread completes a send. One made from there to a topic that the producer has not met would wait for that thread. */
    @Test
    void whatFollowsASendMaySendToATopicThatTheProducerHasNotMet() throws ExecutionException, InterruptedException {
        admin().createTopics(List.of(new NewTopic("publishing.new", 1, (short) 1)))
                .all()
                .get();

        sends.send(new ProducerRecord<>("inbox.published", "first"))
                .then(Mono.defer(() -> sends.send(new ProducerRecord<>("publishing.new", "second"))))
                .block(SHORTER_THAN_A_BLOCKED_SEND);

        assertThat(recordsIn("publishing.new")).hasSize(1);
    }

    @Test
    void aMissingTopicHoldsUpNoOther() {
        List<CompletableFuture<@Nullable Void>> missing = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            missing.add(sends.send(new ProducerRecord<>("publishing.missing", "never"))
                    .toFuture());
        }

        sends.send(new ProducerRecord<>("inbox.published", "at once")).block(SHORTER_THAN_A_BLOCKED_SEND);

        assertThat(missing).allSatisfy(each -> assertThat(each).isNotDone());
        assertThat(missing)
                .allSatisfy(each -> assertThat(each)
                        .failsWithin(Duration.ofSeconds(20))
                        .withThrowableThat()
                        .withCauseInstanceOf(TimeoutException.class));
    }

    @Test
    void aTopicThatComesMeanwhileGetsTheRecord() throws ExecutionException, InterruptedException {
        CompletableFuture<@Nullable Void> sent =
                sends.send(new ProducerRecord<>("publishing.late", "patient")).toFuture();

        admin().createTopics(List.of(new NewTopic("publishing.late", 1, (short) 1)))
                .all()
                .get();

        assertThat(sent).succeedsWithin(Duration.ofSeconds(20));
        assertThat(recordsIn("publishing.late")).hasSize(1);
    }

    @Test
    void afterTheEndNothingIsSent() {
        KafkaSends ended = new KafkaSends(kafka.getProducerFactory());
        ended.destroy();

        assertThatThrownBy(() -> ended.send(new ProducerRecord<>("inbox.published", "too late"))
                        .block(SHORTER_THAN_A_BLOCKED_SEND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has stopped");
    }

    @Test
    void aProducerWaitsForAllReplicasAndNeverDoubles() {
        assertThat(kafka.getProducerFactory().getConfigurationProperties())
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000");
    }

    @Test
    void topicsAreCreatedWithTheirPoisonTopicAndCompactedWhereAsked() throws ExecutionException, InterruptedException {
        assertThat(partitions("inbox.published")).isEqualTo(2);
        assertThat(partitions("inbox.published.dlq")).isEqualTo(1);
        assertThat(partitions("inbox.compacted")).isEqualTo(2);
        assertThat(partitions("inbox.compacted.dlq")).isEqualTo(1);
        assertThat(config("inbox.compacted", "cleanup.policy")).isEqualTo("compact");
        assertThat(config("inbox.compacted.dlq", "cleanup.policy")).isEqualTo("delete");
        assertThat(config("inbox.published", "cleanup.policy")).isEqualTo("delete");
    }

    @Test
    void whatIsCompactedAfterAWeekStaysWholeForAsLong() throws ExecutionException, InterruptedException {
        assertThat(config("inbox.compacted.later", "cleanup.policy")).isEqualTo("compact");
        assertThat(config("inbox.compacted.later", "min.compaction.lag.ms")).isEqualTo("604800000");
        assertThat(config("inbox.compacted", "min.compaction.lag.ms")).isEqualTo("0");
        assertThat(config("inbox.compacted.later.dlq", "cleanup.policy")).isEqualTo("delete");
    }

    private static int partitions(String topic) throws ExecutionException, InterruptedException {
        return admin().describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get()
                .partitions()
                .size();
    }

    private static String config(String topic, String name) throws ExecutionException, InterruptedException {
        return admin().describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)))
                .values()
                .values()
                .iterator()
                .next()
                .get()
                .get(name)
                .value();
    }
}

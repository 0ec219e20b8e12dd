package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.Topics;
import io.notificationhub.testkit.SharedInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.SendResult;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Listeners and settings as services have them, on real Kafka. Every test has the topic that its class names. */
@SpringBootTest(classes = MessagingTest.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class MessagingTest {
    static final Instant NOW = Instant.parse("2026-05-04T09:30:51.004Z");
    private static final Ids IDS = Ids.uuid7(Clock.systemUTC(), new Random());

    @Configuration
    @EnableAutoConfiguration
    static class Basics {
        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        Ids ids() {
            return IDS;
        }
    }

    @Configuration
    @Import(Basics.class)
    static class Application {
        @Bean
        KafkaAdmin.NewTopics topics(HubTopics topics) {
            return topics.of("inbox.held", "inbox.bad", "inbox.outage", "inbox.published");
        }

        @Bean
        KafkaAdmin.NewTopics compactedTopics(HubTopics topics) {
            return topics.compacted("inbox.compacted");
        }

        @Bean
        KafkaAdmin.NewTopics laterCompactedTopics(HubTopics topics) {
            return topics.compactedAfterAWeek("inbox.compacted.later");
        }

        @Bean
        ScriptedListener held(Inbox inbox) {
            return new ScriptedListener("inbox.held", inbox);
        }

        @Bean
        ScriptedListener bad(Inbox inbox) {
            return new ScriptedListener("inbox.bad", inbox);
        }

        @Bean
        ScriptedListener outage(Inbox inbox) {
            return new ScriptedListener("inbox.outage", inbox);
        }
    }

    @Autowired
    KafkaTemplate<String, String> kafka;

    @Autowired
    KafkaListenerEndpointRegistry listeners;

    @Autowired
    MeterRegistry metrics;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        registry.add(
                "spring.kafka.bootstrap-servers",
                () -> SharedInfrastructure.get().kafkaBootstrapServers());
    }

    @BeforeEach
    void partitionsAreAssigned() {
        for (MessageListenerContainer container : listeners.getListenerContainers()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Objects.requireNonNull(container.getAssignedPartitions())
                                    .size()
                            == 2);
        }
    }

    static List<UUID> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> IDS.next()).toList();
    }

    /** All under one key, so in one partition and in this order. */
    void send(String topic, List<UUID> notifications) {
        sendAll(notifications.stream()
                .map(id -> new ProducerRecord<>(topic, "one key", json(id)))
                .toList());
    }

    /** Each under a key of its own, and yet in one partition and in this order. */
    void sendKeyed(String topic, List<UUID> notifications) {
        sendAll(notifications.stream()
                .map(id -> new ProducerRecord<>(topic, 0, id.toString(), json(id)))
                .toList());
    }

    void sendAll(List<ProducerRecord<String, String>> records) {
        List<CompletableFuture<SendResult<String, String>>> sent =
                records.stream().map(kafka::send).toList();
        sent.forEach(CompletableFuture::join);
    }

    static String json(UUID notification) {
        return EventJson.write(new NotificationDue(notification));
    }

    /** How many records of the topic its consumer has acknowledged. */
    static long committed(String topic) {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin().listConsumerGroupOffsets(topic)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static Admin admin() {
        return SharedAdmin.INSTANCE;
    }

    /** Lives as long as the JVM. */
    private static final class SharedAdmin {
        static final Admin INSTANCE = Admin.create(
                Map.of("bootstrap.servers", SharedInfrastructure.get().kafkaBootstrapServers()));
    }

    /** Everything in the topic, oldest first. */
    static List<ConsumerRecord<String, String>> recordsIn(String topic) {
        return recordsIn(topic, new StringDeserializer());
    }

    static <T> List<ConsumerRecord<T, T>> recordsIn(String topic, Deserializer<T> deserializer) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedInfrastructure.get().kafkaBootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (KafkaConsumer<T, T> consumer = new KafkaConsumer<>(settings, deserializer, deserializer)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<ConsumerRecord<T, T>> records = new ArrayList<>();
            while (partitions.stream().mapToLong(consumer::position).sum() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    static List<ConsumerRecord<String, String>> poisoned(String topic) {
        return recordsIn(Topics.poison(topic));
    }

    /** The one poisoned record with this key. */
    static ConsumerRecord<String, String> poisoned(String topic, String key) {
        List<ConsumerRecord<String, String>> found = poisoned(topic).stream()
                .filter(record -> key.equals(record.key()))
                .toList();
        assertThat(found)
                .as("records with key %s in %s", key, Topics.poison(topic))
                .hasSize(1);
        return found.getFirst();
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        return new String(
                Objects.requireNonNull(record.headers().lastHeader(name), name).value(), StandardCharsets.UTF_8);
    }
}

package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.testkit.SharedInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic of its own for a test, and everything that was published to it. */
final class TopicReader implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final String topic;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
    private final KafkaConsumer<String, String> consumer;

    TopicReader() {
        this(Map.of());
    }

    TopicReader(Map<String, String> configuration) {
        this(name(), configuration);
    }

    private TopicReader(String topic, Map<String, String> configuration) {
        this.topic = topic;
        create(topic, configuration);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", SharedInfrastructure.get().kafkaBootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Of a topic that did not exist until now. */
    static TopicReader creating(String topic) {
        return new TopicReader(topic, Map.of());
    }

    /** A name that no topic has. */
    static String name() {
        return "test." + UUID.randomUUID();
    }

    static void create(String topic, Map<String, String> configuration) {
        admin(kafka -> kafka.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1).configs(configuration)))
                .all());
    }

    void delete() {
        consumer.unsubscribe();
        admin(kafka -> kafka.deleteTopics(List.of(topic)).all());
    }

    private static void admin(Function<Admin, KafkaFuture<Void>> command) {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", SharedInfrastructure.get().kafkaBootstrapServers()))) {
            command.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String topic() {
        return topic;
    }

    /** Everything published up to now. */
    List<ConsumerRecord<String, String>> published() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    /** Waits for that many records. */
    List<ConsumerRecord<String, String>> read(int count, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(published()).hasSizeGreaterThanOrEqualTo(count));
        return records;
    }

    /** The values of each key in the order of their first publication. */
    Map<String, List<String>> firstsByKey() {
        Map<String, LinkedHashMap<String, Boolean>> seen = new HashMap<>();
        for (ConsumerRecord<String, String> each : published()) {
            seen.computeIfAbsent(each.key(), key -> new LinkedHashMap<>()).put(each.value(), true);
        }
        Map<String, List<String>> firsts = new HashMap<>();
        seen.forEach((key, values) -> firsts.put(key, List.copyOf(values.keySet())));
        return firsts;
    }

    static Map<String, String> headers(ConsumerRecord<String, String> published) {
        Map<String, String> headers = new HashMap<>();
        published
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

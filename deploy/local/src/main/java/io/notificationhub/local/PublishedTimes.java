package io.notificationhub.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the relay published each attempt, read from Kafka itself. */
final class PublishedTimes implements AutoCloseable {
    private static final Pattern DELIVERY_TOPIC =
            Pattern.compile("notification\\.delivery\\.(push|email|sms|kakao_alimtalk)(\\.bulk)?");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<String, String> consumer;

    private PublishedTimes(KafkaConsumer<String, String> consumer) {
        this.consumer = consumer;
    }

    /** Sees what is published from now on. */
    static PublishedTimes from(String bootstrapServers) {
        // The client logs its whole configuration, which nobody at a terminal wants to read.
        System.setProperty("log4j2.configurationFile", "classpath:io/notificationhub/local/kafka-log4j2.properties");
        System.setProperty("hub.kafka.log.level", "off");
        Map<String, Object> configuration = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000);
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> DELIVERY_TOPIC.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        return new PublishedTimes(consumer);
    }

    /** By attempt id, for the notification's attempts that were published. */
    Map<String, Instant> seenFor(JsonNode story) {
        JsonMapper json = JsonMapper.builder().build();
        Map<String, Instant> seen = new HashMap<>();
        int wanted = story.path("attempts").size();
        Deadline deadline = Deadline.after(PATIENCE);
        while (seen.size() < wanted && !consumer.assignment().isEmpty() && !deadline.expired()) {
            for (ConsumerRecord<String, String> published : consumer.poll(Duration.ofMillis(200))) {
                JsonNode event = json.readTree(published.value());
                if (event.path("notificationId").equals(story.path("notificationId"))) {
                    seen.putIfAbsent(event.path("attemptId").asString(), Instant.ofEpochMilli(published.timestamp()));
                }
            }
        }
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.notificationhub.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records that no consumer can read, on every topic that somebody consumes, and where they ended. */
final class Garbage implements AutoCloseable {
    private static final String REASON = "X-Error-Message";
    private static final Duration POLL = Duration.ofMillis(300);

    private final String servers;
    private final String mark;
    private final Admin admin;

    /** @param mark by which the records are known again */
    Garbage(int kafkaPort, String mark) {
        this.servers = "127.0.0.1:" + kafkaPort;
        this.mark = mark;
        this.admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
    }

    /** Topics that some group reads. */
    Set<String> consumedTopics() throws ExecutionException, InterruptedException {
        Set<String> topics = new TreeSet<>();
        for (var group : admin.listGroups().all().get()) {
            admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .keySet()
                    .forEach(partition -> topics.add(partition.topic()));
        }
        return topics;
    }

    /** Puts three bad records on each topic: no JSON at all, JSON that is no event, and no text. */
    void put(Collection<String> topics) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String topic : topics) {
                for (byte[] bad : bad()) {
                    producer.send(new ProducerRecord<>(topic, mark.getBytes(StandardCharsets.UTF_8), bad))
                            .get();
                }
            }
        }
    }

    int perTopic() {
        return bad().size();
    }

    private List<byte[]> bad() {
        byte[] noText = (mark + "xx").getBytes(StandardCharsets.UTF_8);
        noText[noText.length - 1] = (byte) 0xff;
        noText[noText.length - 2] = 0;
        return List.of(
                ("no JSON " + mark).getBytes(StandardCharsets.UTF_8),
                ("{\"unexpected\": [\"" + mark + "\"]}").getBytes(StandardCharsets.UTF_8),
                noText);
    }

    /** How many of the bad records stand beside each topic with a reason. */
    Map<String, Long> poisoned(Collection<String> topics) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<String> poison = topics.stream()
                .map(topic -> topic + ".dlq")
                .filter(existing::contains)
                .toList();
        List<TopicPartition> partitions = admin.describeTopics(poison).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(found::add);
            }
            return found.stream()
                    .filter(record -> record.headers().lastHeader(REASON) != null)
                    .filter(record -> mark.equals(text(record.key())))
                    .map(record -> record.topic() + " " + text(record.value()))
                    .distinct() // several groups may read a topic
                    .collect(Collectors.groupingBy(
                            record -> record.substring(0, record.indexOf(".dlq ")), Collectors.counting()));
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        admin.close();
    }
}

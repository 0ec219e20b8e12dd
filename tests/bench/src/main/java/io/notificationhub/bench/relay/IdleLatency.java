package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.JavaProcess;
import io.notificationhub.bench.measure.Samples;
import io.notificationhub.bench.measure.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Milliseconds from the commit of a single row to its arrival at a consumer, when the relay has nothing else to do. */
final class IdleLatency {
    private static final int ROWS = 300;
    private static final int WARM_UP = 50;
    private static final long SEED = 42;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private IdleLatency() {}

    static Samples measure(Servers servers) throws SQLException, InterruptedException {
        HubRelay relay = new HubRelay();
        relay.prepare(servers);
        Random random = new Random(SEED);
        CountDownLatch never = new CountDownLatch(1);
        List<Double> millis = new ArrayList<>();
        try (JavaProcess process = JavaProcess.start(relay.program(servers), servers.log("IdleLatency"));
                Connection intake = servers.connect(DueRows.OWNER);
                KafkaConsumer<String, String> consumer = consumer(servers)) {
            for (int i = 0; i < WARM_UP + ROWS; i++) {
                // At any moment between two of the relay's looks.
                if (never.await(100 + random.nextInt(100), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("nobody counts down");
                }
                process.mustLive();
                DueRows.insert(intake, 1, Duration.ZERO);
                long committed = System.nanoTime();
                ConsumerRecords<String, String> arrived = consumer.poll(PATIENCE);
                if (arrived.count() != 1) {
                    throw new IllegalStateException(arrived.count() + " records came for one row");
                }
                millis.add((System.nanoTime() - committed) / 1e6);
            }
        }
        return Samples.of(millis.subList(WARM_UP, millis.size()));
    }

    private static KafkaConsumer<String, String> consumer(Servers servers) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Servers.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(DueRows.TOPIC, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(
                consumer::position); // it would otherwise find the end only when it is first asked for records
        return consumer;
    }
}

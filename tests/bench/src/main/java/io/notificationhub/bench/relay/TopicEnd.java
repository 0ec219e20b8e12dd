package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.JavaProcess;
import io.notificationhub.bench.measure.Servers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records the benches' topic has got. */
final class TopicEnd {
    private static final long LOOK_MILLIS = 10;

    private final Servers servers;
    private final Map<TopicPartition, OffsetSpec> latest;
    private final CountDownLatch never = new CountDownLatch(1);

    TopicEnd(Servers servers) {
        this.servers = servers;
        this.latest = IntStream.range(0, Servers.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(DueRows.TOPIC, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    long records() throws InterruptedException, ExecutionException {
        return servers.admin().listOffsets(latest).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** @throws IllegalStateException if the publisher ends first, or nothing comes for long */
    void await(long records, JavaProcess publisher, Duration patience) throws InterruptedException, ExecutionException {
        long seen = records();
        long lastNew = System.nanoTime();
        while (seen < records) {
            publisher.mustLive();
            if (never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - lastNew > patience.toNanos()) {
                throw new IllegalStateException(
                        (records - seen) + " rows have not reached Kafka, and none has for " + patience);
            }
            long now = records();
            if (now > seen) {
                lastNew = System.nanoTime();
            }
            seen = now;
        }
    }
}

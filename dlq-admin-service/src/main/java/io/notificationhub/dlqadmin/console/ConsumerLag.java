package io.notificationhub.dlqadmin.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many records the consumer groups have still to read. Kafka is asked when somebody looks, and not more often than every few seconds. */
@Component
class ConsumerLag implements DisposableBean {
    private static final int LIMIT_MILLIS = 3_000;
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final KafkaAdmin kafka;
    private final Mono<List<Lag>> lags;
    private @Nullable Admin admin;

    ConsumerLag(KafkaAdmin kafka) {
        this.kafka = kafka;
        this.lags = Mono.defer(this::measure).cache(FRESH);
    }

    /** The records of one topic that a group has not committed yet. */
    record Lag(String group, String topic, long records) {}

    /** The largest first; a topic that a group has read to its end is there with zero. */
    Mono<List<Lag>> lags() {
        return lags;
    }

    private Mono<List<Lag>> measure() {
        Admin client = client();
        return later(client.listGroups(ListGroupsOptions.forConsumerGroups().timeoutMs(LIMIT_MILLIS))
                        .all())
                .map(groups -> groups.stream()
                        .map(GroupListing::groupId)
                        .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec())))
                .filter(groups -> !groups.isEmpty())
                .flatMap(groups -> later(client.listConsumerGroupOffsets(
                                groups, new ListConsumerGroupOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                        .all()))
                .flatMap(committed -> ends(client, committed).map(ends -> compare(committed, ends)))
                .defaultIfEmpty(List.of());
    }

    private static Mono<Map<TopicPartition, ListOffsetsResultInfo>> ends(
            Admin client, Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        return later(client.listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                        new ListOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                .all());
    }

    private static List<Lag> compare(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed,
            Map<TopicPartition, ListOffsetsResultInfo> ends) {
        List<Lag> lags = new ArrayList<>();
        committed.forEach((group, offsets) -> {
            Map<String, Long> byTopic = new TreeMap<>();
            offsets.forEach((partition, offset) -> {
                ListOffsetsResultInfo end = ends.get(partition);
                if (offset != null && end != null) {
                    byTopic.merge(partition.topic(), Math.max(0, end.offset() - offset.offset()), Long::sum);
                }
            });
            byTopic.forEach((topic, records) -> lags.add(new Lag(group, topic, records)));
        });
        lags.sort(Comparator.comparingLong(Lag::records)
                .reversed()
                .thenComparing(Lag::group)
                .thenComparing(Lag::topic));
        return List.copyOf(lags);
    }

    private static <T> Mono<T> later(KafkaFuture<T> answer) {
        return Mono.fromCompletionStage(answer.toCompletionStage());
    }

    /** Made when first needed: most replicas are never looked at. */
    private synchronized Admin client() {
        Admin made = admin;
        if (made == null) {
            made = Admin.create(kafka.getConfigurationProperties());
            admin = made;
        }
        return made;
    }

    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}

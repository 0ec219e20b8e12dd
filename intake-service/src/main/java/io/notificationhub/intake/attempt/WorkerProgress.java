package io.notificationhub.intake.attempt;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What workers have finished, as Kafka knows it: a worker commits an offset only when everything before it is finished. */
final class WorkerProgress {
    private final KafkaAdmin kafka;
    private final Duration timeout;

    WorkerProgress(KafkaAdmin kafka, Duration timeout) {
        this.kafka = kafka;
        this.timeout = timeout;
    }

    /** The end of a topic at some moment, by partition; empty partitions are left out. */
    record Mark(Map<TopicPartition, Long> ends) {
        Mark {
            ends = Map.copyOf(ends);
        }
    }

    /** The present end of the topic: everything that was published before lies before it. */
    Mono<Mark> end(String topic) {
        return with(admin -> partitions(admin, topic)
                .flatMap(partitions -> Mono.zip(
                        offsets(admin, partitions, OffsetSpec.earliest()),
                        offsets(admin, partitions, OffsetSpec.latest())))
                .map(bounds -> {
                    Map<TopicPartition, Long> ends = new HashMap<>(bounds.getT2());
                    ends.entrySet().removeAll(bounds.getT1().entrySet());
                    return new Mark(ends);
                }));
    }

    /** Whether the workers of the topic have finished everything before the mark. */
    Mono<Boolean> isPast(Mark mark, String topic) {
        return with(admin -> committed(admin, topic)
                .map(committed -> mark.ends().entrySet().stream()
                        .allMatch(end -> isPast(committed.get(end.getKey()), end.getValue()))));
    }

    private static boolean isPast(@Nullable OffsetAndMetadata committed, long end) {
        return committed != null && committed.offset() >= end;
    }

    private Mono<List<TopicPartition>> partitions(Admin admin, String topic) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(millis());
        return future(() -> admin.describeTopics(List.of(topic), options)
                        .allTopicNames()
                        .toCompletionStage())
                .map(found -> Optional.ofNullable(found.get(topic)).orElseThrow().partitions().stream()
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .toList());
    }

    private Mono<Map<TopicPartition, Long>> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), each -> spec));
        ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs(millis());
        return future(() -> admin.listOffsets(asked, options).all().toCompletionStage())
                .map(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().offset())));
    }

    private Mono<Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin, String group) {
        ListConsumerGroupOffsetsOptions options = new ListConsumerGroupOffsetsOptions().timeoutMs(millis());
        return future(() -> admin.listConsumerGroupOffsets(group, options)
                        .partitionsToOffsetAndMetadata()
                        .toCompletionStage())
                .onErrorReturn(GroupIdNotFoundException.class, Map.of());
    }

    private int millis() {
        return Math.toIntExact(timeout.toMillis());
    }

    private static <T> Mono<T> future(java.util.function.Supplier<CompletionStage<T>> asked) {
        return Mono.fromCompletionStage(asked);
    }

    /** Opened for each question: they are rare, and an idle connection for weeks costs more than a new one. Opening and closing may block. */
    private <T> Mono<T> with(Function<Admin, Mono<T>> question) {
        return Mono.using(
                        () -> Admin.create(kafka.getConfigurationProperties()),
                        question,
                        admin -> Schedulers.boundedElastic().schedule(() -> admin.close(timeout)))
                .subscribeOn(Schedulers.boundedElastic());
    }
}

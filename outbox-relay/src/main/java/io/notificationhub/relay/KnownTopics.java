package io.notificationhub.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Topics that are known to exist. The producer blocks its caller for as long as it looks for a topic in vain, and everything behind that row with
 * it; so whether a topic exists is asked beforehand, without waiting on any thread.
 */
final class KnownTopics {
    private final Admin kafka;
    private final DescribeTopicsOptions options;
    private final Clock clock;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    KnownTopics(Admin kafka, Duration patience, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
        this.options = new DescribeTopicsOptions().timeoutMs((int) patience.toMillis());
    }

    /** Why rows of some topics can't be sent in the turn that began at the moment, by topic; fails if Kafka does not answer. */
    Mono<Map<String, Throwable>> refusals(List<DueRow> rows, MissingTopics missing, Instant turn) {
        Set<String> unknown = new HashSet<>();
        Map<String, Throwable> refusals = new HashMap<>();
        for (DueRow row : rows) {
            String topic = row.topic();
            if (missing.isAwaited(topic, turn)) {
                refusals.computeIfAbsent(topic, name -> new UnknownTopicOrPartitionException("Awaited: " + name));
            } else if (!known.contains(topic)) {
                unknown.add(topic);
            }
        }
        return unknown.isEmpty()
                ? Mono.just(refusals)
                : ask(unknown, missing).doOnNext(refusals::putAll).thenReturn(refusals);
    }

    /** The topic may be gone. */
    void forget(String topic) {
        known.remove(topic);
    }

    private Mono<Map<String, Throwable>> ask(Set<String> topics, MissingTopics missing) {
        return Flux.defer(() -> Flux.fromIterable(kafka.describeTopics(TopicCollection.ofTopicNames(topics), options)
                        .topicNameValues()
                        .entrySet()))
                .flatMap(topic -> refusal(topic.getKey(), topic.getValue(), missing))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map.Entry<String, Throwable>> refusal(
            String topic, KafkaFuture<TopicDescription> description, MissingTopics missing) {
        return Mono.fromCompletionStage(description.toCompletionStage())
                .doOnNext(found -> {
                    known.add(topic);
                    missing.found(topic);
                })
                .doOnError(UnknownTopicOrPartitionException.class, error -> missing.lacks(topic, clock.instant()))
                .then(Mono.<Map.Entry<String, Throwable>>empty())
                .onErrorResume(Handover::isOfTheRow, error -> Mono.just(Map.entry(topic, error)));
    }
}

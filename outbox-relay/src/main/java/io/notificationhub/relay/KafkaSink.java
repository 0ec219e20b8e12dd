package io.notificationhub.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Sends a batch to Kafka and tells what became of each row. */
final class KafkaSink {
    private final KafkaTemplate<String, String> kafka;
    /** The producer blocks its caller while it looks for a topic, so it is called on a thread of its own. */
    private final Scheduler sending;

    KafkaSink(KafkaTemplate<String, String> kafka, Scheduler sending) {
        this.kafka = kafka;
        this.sending = sending;
    }

    /** A row and why Kafka did not take it; null if it did. */
    record Sent(DueRow row, @Nullable Throwable error) {
        boolean isAcknowledged() {
            return error == null;
        }

        /** Whether the same send may work later without anybody's help. */
        boolean mayPass() {
            return error instanceof RetriableException;
        }
    }

    /** Completes when Kafka has acknowledged or refused every row; sends in the order given. */
    Mono<List<Sent>> send(List<DueRow> rows, String service) {
        return Mono.fromCallable(() -> sendAll(rows, service))
                .subscribeOn(sending)
                .flatMap(sends -> Flux.fromIterable(sends)
                        .flatMapSequential(Mono::fromFuture, Math.max(1, sends.size()))
                        .collectList());
    }

    private List<CompletableFuture<Sent>> sendAll(List<DueRow> rows, String service) {
        List<CompletableFuture<Sent>> sends = new ArrayList<>(rows.size());
        Set<String> missingTopics = new HashSet<>();
        for (DueRow row : rows) {
            if (missingTopics.contains(row.topic())) {
                sends.add(CompletableFuture.completedFuture(
                        new Sent(row, new TimeoutException("No metadata for topic " + row.topic()))));
                continue;
            }
            CompletableFuture<Sent> sent = send(row, row.toRecord(service));
            if (sent.isDone() && sent.join().error() instanceof TimeoutException) {
                missingTopics.add(row.topic());
            }
            sends.add(sent);
        }
        return sends;
    }

    private CompletableFuture<Sent> send(DueRow row, ProducerRecord<String, String> message) {
        try {
            return kafka.send(message).handle((result, error) -> new Sent(row, root(error)));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(new Sent(row, root(e)));
        }
    }

    /** Spring and futures wrap what Kafka said. */
    private static @Nullable Throwable root(@Nullable Throwable error) {
        Throwable root = error;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

package io.notificationhub.relay;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/** Sends a batch to Kafka and tells what became of it. */
final class KafkaSink {
    private final ProducerFactory<String, String> producers;
    private final KnownTopics topics;
    /** The producer blocks its caller while its buffer is full or its view of the cluster is stale. */
    private final Scheduler sending;

    KafkaSink(ProducerFactory<String, String> producers, KnownTopics topics, Scheduler sending) {
        this.producers = producers;
        this.topics = topics;
        this.sending = sending;
    }

    /**
     * Sends in the order given, in the turn that began at the moment; completes, never with an error, when Kafka has acknowledged or refused every row
     * or is given up on.
     */
    Mono<Handover> send(List<DueRow> rows, String service, MissingTopics missing, Instant turn) {
        return topics.refusals(rows, missing, turn)
                .flatMap(refusals -> Mono.<Handover>create(sink -> new Batch(rows, service, refusals, sink).send())
                        .subscribeOn(sending))
                .onErrorResume(error -> Mono.just(new Handover(0, List.of(), rows, error)));
    }

    private final class Batch {
        private final List<DueRow> rows;
        private final String service;
        private final Map<String, Throwable> refusals;
        private final MonoSink<Handover> sink;
        private final @Nullable Throwable[] errors;
        private final AtomicInteger open;

        Batch(List<DueRow> rows, String service, Map<String, Throwable> refusals, MonoSink<Handover> sink) {
            this.rows = rows;
            this.service = service;
            this.refusals = refusals;
            this.sink = sink;
            this.errors = new @Nullable Throwable[rows.size()];
            this.open = new AtomicInteger(rows.size() + 1);
        }

        void send() {
            Producer<String, String> producer = producers.createProducer();
            Throwable blocked = null;
            for (int i = 0; i < rows.size(); i++) {
                Throwable refusal =
                        refusals.isEmpty() ? null : refusals.get(rows.get(i).topic());
                if (refusal != null || blocked != null) {
                    settle(i, refusal != null ? refusal : blocked);
                    continue;
                }
                send(producer, i);
                // It waited for Kafka in vain, and would again for every row behind.
                if (errors[i] instanceof TimeoutException timeout) {
                    topics.forget(rows.get(i).topic());
                    blocked = timeout;
                }
            }
            settle();
        }

        private void send(Producer<String, String> producer, int i) {
            try {
                var _ = producer.send(rows.get(i).toRecord(service), (metadata, error) -> settle(i, error));
            } catch (RuntimeException e) {
                settle(i, e);
            }
        }

        private void settle(int i, @Nullable Throwable error) {
            errors[i] = error;
            if (error instanceof UnknownTopicOrPartitionException) {
                topics.forget(rows.get(i).topic());
            }
            settle();
        }

        /** The counter orders the writes of Kafka's thread and of this one before the reading. */
        private void settle() {
            if (open.decrementAndGet() == 0) {
                sink.success(Handover.of(rows, Arrays.copyOf(errors, errors.length)));
            }
        }
    }
}

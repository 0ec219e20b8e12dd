package io.notificationhub.messaging;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ProducerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sends records without holding up their senders. Kafka's producer would block them while it doesn't know the topic or its buffer is full; this one
 * refuses such a record at once ({@code max.block.ms=0}), and it is offered again for some five seconds. So a topic that is missing holds up no other,
 * and what follows a send may send again.
 */
final class KafkaSends implements DisposableBean {
    private static final Retry AGAIN = Retry.backoff(24, Duration.ofMillis(10))
            .maxBackoff(Duration.ofMillis(250))
            .jitter(0)
            .filter(NotTaken.class::isInstance)
            .onRetryExhaustedThrow((offers, last) -> last.failure().getCause());

    private final ProducerFactory<String, String> producers;
    private volatile boolean made;
    private volatile boolean closed;

    KafkaSends(ProducerFactory<String, String> producers) {
        this.producers = producers.copyWithConfigurationOverride(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0));
    }

    /** Completes, on a thread that may not block, when all in-sync replicas have the record. */
    Mono<Void> send(ProducerRecord<String, String> out) {
        return offer(out)
                // Set up only where it is needed: this is on the way of every message.
                .onErrorResume(NotTaken.class, refused -> offer(out).retryWhen(AGAIN))
                // Off Kafka's own thread, which all other records wait for.
                .publishOn(Schedulers.parallel());
    }

    private Mono<Void> offer(ProducerRecord<String, String> out) {
        Mono<Void> offer = Mono.create(sink -> offer(out, sink));
        // To make a producer takes a moment, and longer where names are looked up.
        return made ? offer : offer.subscribeOn(Schedulers.boundedElastic());
    }

    private void offer(ProducerRecord<String, String> out, MonoSink<Void> sink) {
        if (closed) {
            sink.error(new IllegalStateException("Nothing is sent any more, the application has stopped"));
            return;
        }
        Producer<String, String> producer = producers.createProducer();
        made = true;
        Offer offer = new Offer(sink);
        var _ = producer.send(out, offer);
        offer.over = true;
    }

    @Override
    public void destroy() {
        closed = true;
        producers.reset();
    }

    /** The producer knows nothing of the record. */
    private static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotTaken(Exception cause) {
            super(null, cause, false, false);
        }
    }

    /** What becomes of a record; a time-out before {@code send} returns, on its thread, is the producer's refusal to wait. */
    private static final class Offer implements Callback {
        private final MonoSink<Void> sink;
        private final Thread sender = Thread.currentThread();
        private volatile boolean over;

        Offer(MonoSink<Void> sink) {
            this.sink = sink;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
            if (error == null) {
                sink.success();
            } else if (error instanceof TimeoutException
                    && !(error.getCause() instanceof AuthorizationException)
                    && !over
                    && Thread.currentThread().equals(sender)) {
                sink.error(new NotTaken(error));
            } else {
                sink.error(error);
            }
        }
    }
}

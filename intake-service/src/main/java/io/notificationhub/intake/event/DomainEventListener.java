package io.notificationhub.intake.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.intake.event.EventReader.Incoming;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Consumes the routed topics. Events of one key are worked on in their order; those of other keys go on meanwhile, so that one that is retried holds
 * up no other recipient's.
 */
class DomainEventListener {
    private final Inbox inbox;
    private final EventReader reader;
    private final NotifyOfEvent notify;
    private final Traceparents traceparents;
    private final int concurrency;
    private final MeterRegistry metrics;

    DomainEventListener(
            Inbox inbox,
            EventReader reader,
            NotifyOfEvent notify,
            Traceparents traceparents,
            int concurrency,
            MeterRegistry metrics) {
        this.inbox = inbox;
        this.reader = reader;
        this.notify = notify;
        this.traceparents = traceparents;
        this.concurrency = concurrency;
        this.metrics = metrics;
    }

    @KafkaListener(id = "events", groupId = "${spring.application.name}.events", topics = "#{@eventRoutes.topics()}")
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        long polledAt = System.nanoTime();
        Collection<List<ConsumerRecord<String, String>>> byPlace = records.stream()
                .collect(Collectors.groupingBy(DomainEventListener::place, LinkedHashMap::new, Collectors.toList()))
                .values();
        return Flux.fromIterable(byPlace)
                .flatMap(sameKey -> Flux.fromIterable(sameKey).concatMap(record -> one(record, polledAt)), concurrency)
                .then();
    }

    private record Place(String topic, int partition, String key) {}

    /** A record without a key asks for no order. */
    private static Object place(ConsumerRecord<String, String> record) {
        return record.key() == null ? record : new Place(record.topic(), record.partition(), record.key());
    }

    private Mono<Void> one(ConsumerRecord<String, String> record, long polledAt) {
        return inbox.handle(
                record, json -> reader.read(record.topic(), json), batch -> handle(batch.getFirst()), polledAt);
    }

    private Mono<Void> handle(Received<Incoming> received) {
        String topic = received.raw().topic();
        return (switch (received.event()) {
                    case Incoming.Unrouted unrouted -> Mono.just(NotifyOfEvent.Outcome.SKIPPED);
                    case Incoming.Asked asked ->
                        notify.of(
                                asked.request(),
                                asked.key(),
                                traceparents.of(received.raw().headers()));
                })
                .doOnNext(outcome -> metrics.counter("hub.events", "topic", topic, "outcome", outcome.label())
                        .increment())
                .then();
    }
}

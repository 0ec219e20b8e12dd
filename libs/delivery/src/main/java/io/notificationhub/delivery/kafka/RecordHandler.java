package io.notificationhub.delivery.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** Deals with one record. Its offset is committed some time after the Mono has completed; it must not fail. */
@FunctionalInterface
public interface RecordHandler {
    Mono<Void> handle(ConsumerRecord<String, String> message);
}

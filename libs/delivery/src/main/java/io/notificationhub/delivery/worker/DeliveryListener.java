package io.notificationhub.delivery.worker;

import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.MalformedEvent;
import io.notificationhub.delivery.kafka.RecordHandler;
import io.notificationhub.delivery.kernel.Courier;
import io.notificationhub.delivery.kernel.Origin;
import io.notificationhub.messaging.PoisonRecords;
import io.notificationhub.messaging.Received;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Reads a record and has it delivered. One that can't be read goes to the topic's poison topic, and what is behind it goes on. */
final class DeliveryListener implements RecordHandler {
    private static final Logger log = LoggerFactory.getLogger(DeliveryListener.class);

    private final Courier courier;
    private final PoisonRecords poison;

    DeliveryListener(Courier courier, PoisonRecords poison) {
        this.courier = courier;
        this.poison = poison;
    }

    @Override
    public Mono<Void> handle(ConsumerRecord<String, String> message) {
        return Mono.defer(() -> courier.deliver(read(message), origin(message)))
                .onErrorResume(error -> poison.put(message, error, 0)
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                                .maxBackoff(Duration.ofSeconds(5))
                                .doBeforeRetry(signal -> log.warn(
                                        "A poison record waits for Kafka: {}",
                                        signal.failure().toString()))));
    }

    private static Origin origin(ConsumerRecord<String, String> message) {
        return new Origin(
                message.partition(), new Received<>(message, message.value()).header(CloudEventHeaders.TRACEPARENT));
    }

    private static DeliveryRequested read(ConsumerRecord<String, String> message) {
        if (message.value() == null) {
            throw new MalformedEvent("The record has no value", null);
        }
        return EventJson.read(message.value(), DeliveryRequested.class);
    }
}

package io.notificationhub.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;

/** Puts a record that its consumer can't process beside its topic, as it came, with the reason in its headers. */
public final class PoisonRecords {
    public static final String ERROR_MESSAGE = "X-Error-Message";
    public static final String RETRY_COUNT = "X-Retry-Count";
    private static final int LONGEST_MESSAGE = 1000;
    private static final Logger log = LoggerFactory.getLogger(PoisonRecords.class);

    private final KafkaTemplate<String, String> kafka;
    private final MeterRegistry metrics;

    PoisonRecords(KafkaTemplate<String, String> kafka, MeterRegistry metrics) {
        this.kafka = kafka;
        this.metrics = metrics;
    }

    /** Completes when Kafka has the record durably. */
    public Mono<Void> put(ConsumerRecord<String, String> bad, Throwable reason, int retries) {
        return Mono.defer(() -> {
            String message = String.valueOf(reason.getMessage());
            message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
            ProducerRecord<String, String> copy =
                    new ProducerRecord<>(Topics.poison(bad.topic()), null, bad.key(), bad.value(), bad.headers());
            copy.headers()
                    .remove(ERROR_MESSAGE)
                    .remove(RETRY_COUNT)
                    .add(ERROR_MESSAGE, message.getBytes(StandardCharsets.UTF_8))
                    .add(RETRY_COUNT, Integer.toString(retries).getBytes(StandardCharsets.UTF_8));
            log.error("Record {}-{}@{} goes to {}", bad.topic(), bad.partition(), bad.offset(), copy.topic(), reason);
            metrics.counter("hub.poison.records", "topic", bad.topic()).increment();
            return Mono.fromFuture(kafka.send(copy)).then();
        });
    }
}

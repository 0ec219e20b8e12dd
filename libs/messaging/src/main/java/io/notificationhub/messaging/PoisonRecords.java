package io.notificationhub.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Puts a record that its consumer can't process beside its topic, as it came, with the reason in its headers. */
public final class PoisonRecords {
    public static final String ERROR_MESSAGE = "X-Error-Message";
    public static final String RETRY_COUNT = "X-Retry-Count";
    private static final int LONGEST_MESSAGE = 1000;
    private static final Logger log = LoggerFactory.getLogger(PoisonRecords.class);

    private final KafkaSends kafka;
    private final MeterRegistry metrics;

    PoisonRecords(KafkaSends kafka, MeterRegistry metrics) {
        this.kafka = kafka;
        this.metrics = metrics;
    }

    /**
     * Completes when Kafka has the record durably. What is too large to be sent again stays where it is: the value, and if that isn't enough headers and key as well.
     */
    public Mono<Void> put(ConsumerRecord<String, String> bad, Throwable reason, int retries) {
        return Mono.defer(() -> {
            log.error("Record {} goes to {}", position(bad), Topics.poison(bad.topic()), reason);
            metrics.counter("hub.poison.records", "topic", bad.topic()).increment();
            String message = String.valueOf(reason.getMessage());
            String stays = " is too large to copy and stays at " + position(bad) + ". " + message;
            return kafka.send(copy(bad, bad.value(), message, retries))
                    .onErrorResume(
                            PoisonRecords::tooLarge, error -> kafka.send(copy(bad, null, "The value" + stays, retries)))
                    .onErrorResume(
                            PoisonRecords::tooLarge,
                            error -> kafka.send(told(
                                    new ProducerRecord<>(Topics.poison(bad.topic()), null, null),
                                    "The record" + stays,
                                    retries)));
        });
    }

    private static ProducerRecord<String, String> copy(
            ConsumerRecord<String, String> bad, @Nullable String value, String message, int retries) {
        return told(
                new ProducerRecord<>(Topics.poison(bad.topic()), null, bad.key(), value, bad.headers()),
                message,
                retries);
    }

    private static ProducerRecord<String, String> told(
            ProducerRecord<String, String> copy, String message, int retries) {
        String reason = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
        copy.headers()
                .remove(ERROR_MESSAGE)
                .remove(RETRY_COUNT)
                .add(ERROR_MESSAGE, reason.getBytes(StandardCharsets.UTF_8))
                .add(RETRY_COUNT, Integer.toString(retries).getBytes(StandardCharsets.UTF_8));
        return copy;
    }

    private static boolean tooLarge(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }

    private static String position(ConsumerRecord<String, String> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}

package io.notificationhub.messaging;

import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Publishes events straight to Kafka, for services without a database. (Whoever has one writes an outbox row instead.) Completes when all
 * in-sync replicas have the record.
 */
public final class EventPublisher {
    private final KafkaSends kafka;
    private final String source;
    private final Ids ids;
    private final Clock clock;

    EventPublisher(KafkaSends kafka, String source, Ids ids, Clock clock) {
        this.kafka = kafka;
        this.source = source;
        this.ids = ids;
        this.clock = clock;
    }

    public Mono<Void> publish(HubEvent event, @Nullable String traceparent) {
        return Mono.defer(() -> {
            ProducerRecord<String, String> out =
                    new ProducerRecord<>(event.topic(), event.key(), EventJson.write(event));
            stamp(out.headers(), ids.next().toString(), event.type(), source, clock.instant(), traceparent);
            return kafka.send(out);
        });
    }

    /** Writes the CloudEvents headers, and {@code traceparent} where there is one. */
    public static void stamp(
            Headers headers, String id, String type, String source, Instant time, @Nullable String traceparent) {
        put(headers, CloudEventHeaders.ID, id);
        put(headers, CloudEventHeaders.TYPE, type);
        put(headers, CloudEventHeaders.SOURCE, source);
        put(headers, CloudEventHeaders.TIME, time.toString());
        put(headers, CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1);
        if (traceparent != null) {
            put(headers, CloudEventHeaders.TRACEPARENT, traceparent);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

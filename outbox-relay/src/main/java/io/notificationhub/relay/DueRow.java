package io.notificationhub.relay;

import io.notificationhub.messaging.EventPublisher;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A row that left the outbox within the open transaction. */
record DueRow(
        UUID id,
        String topic,
        String key,
        String type,
        String payload,
        @Nullable String traceparent,
        short shard,
        Instant availableAt,
        Instant createdAt,
        short failures) {

    static final Comparator<DueRow> OLDEST_FIRST =
            Comparator.comparing(DueRow::availableAt).thenComparing(DueRow::id);

    static DueRow of(Readable row) {
        return new DueRow(
                value(row, "id", UUID.class),
                value(row, "topic", String.class),
                value(row, "key", String.class),
                value(row, "type", String.class),
                value(row, "payload", String.class),
                row.get("traceparent", String.class),
                value(row, "shard", Short.class),
                value(row, "available_at", Instant.class),
                value(row, "created_at", Instant.class),
                value(row, "failures", Short.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("outbox." + column + " is null");
        }
        return value;
    }

    ProducerRecord<String, String> toRecord(String service) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, payload);
        EventPublisher.stamp(message.headers(), id.toString(), type, service, createdAt, traceparent);
        return message;
    }
}

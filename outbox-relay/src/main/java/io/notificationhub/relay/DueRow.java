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

    /** In the order in which {@link #of} reads them. */
    static final String COLUMNS =
            "id, topic, key, type, payload, traceparent, shard, available_at, created_at, failures";

    /** As PostgreSQL orders rows; {@link UUID#compareTo} takes the first bit for a sign. */
    static final Comparator<DueRow> OLDEST_FIRST = Comparator.comparing(DueRow::availableAt)
            .thenComparing(row -> row.id().getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(row -> row.id().getLeastSignificantBits(), Long::compareUnsigned);

    static DueRow of(Readable row) {
        return new DueRow(
                value(row, 0, UUID.class),
                value(row, 1, String.class),
                value(row, 2, String.class),
                value(row, 3, String.class),
                value(row, 4, String.class),
                row.get(5, String.class),
                value(row, 6, Short.class),
                value(row, 7, Instant.class),
                value(row, 8, Instant.class),
                value(row, 9, Short.class));
    }

    private static <T> T value(Readable row, int column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("Column " + column + " of an outbox row is null");
        }
        return value;
    }

    /** The row after one more refusal, due again later. */
    DueRow refusedUntil(Instant later) {
        return new DueRow(
                id, topic, key, type, payload, traceparent, shard, later, createdAt, (short) (failures + 1));
    }

    ProducerRecord<String, String> toRecord(String service) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, payload);
        EventPublisher.stamp(message.headers(), id.toString(), type, service, createdAt, traceparent);
        return message;
    }
}

package io.notificationhub.outbox;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to Kafka. {@code id} becomes the record's {@code ce_id}; nothing leaves before {@code availableAt}. Rows of one key share a
 * shard, and one relay at a time owns a shard, so rows of one key that are due leave in the order of {@code availableAt}, then {@code id}.
 */
public record OutboxRow(
        UUID id,
        String topic,
        String key,
        String type,
        String payload,
        @Nullable String traceparent,
        short shard,
        Instant availableAt,
        Instant createdAt) {
    /** Number of shards; a change needs an empty outbox. */
    public static final int SHARDS = 64;

    /** The same row under an id that was made before, so that whoever stores the id can withdraw the row. */
    public OutboxRow withId(UUID other) {
        return new OutboxRow(other, topic, key, type, payload, traceparent, shard, availableAt, createdAt);
    }

    static OutboxRow of(UUID id, HubEvent event, @Nullable String traceparent, Instant availableAt, Instant createdAt) {
        short shard = (short) Math.floorMod(event.key().hashCode(), SHARDS);
        return new OutboxRow(
                id,
                event.topic(),
                event.key(),
                event.type(),
                EventJson.write(event),
                traceparent,
                shard,
                availableAt,
                createdAt);
    }
}

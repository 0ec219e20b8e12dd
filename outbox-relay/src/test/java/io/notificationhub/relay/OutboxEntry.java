package io.notificationhub.relay;

import io.notificationhub.outbox.OutboxRow;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A row to be written to an outbox. */
record OutboxEntry(
        UUID id,
        String topic,
        String key,
        String type,
        String payload,
        @Nullable String traceparent,
        Instant availableAt,
        Instant createdAt) {

    /** Due a minute ago by the system's clock. */
    static OutboxEntry due(RandomGenerator random, String topic, String key, String payload) {
        Instant time = Instant.now().minusSeconds(60);
        return new OutboxEntry(id(random), topic, key, "test.happened.v1", payload, null, time, time);
    }

    static UUID id(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    OutboxEntry at(Instant time) {
        return new OutboxEntry(id, topic, key, type, payload, traceparent, time, createdAt);
    }

    /** As the library computes it. */
    short shard() {
        return (short) Math.floorMod(key.hashCode(), OutboxRow.SHARDS);
    }
}

package io.notificationhub.intake.accept;

import org.jspecify.annotations.Nullable;

/**
 * A request's identity: the key within its producer, and the fingerprint of what was asked, SHA-256 over its canonical JSON in hex. The same key with
 * another fingerprint is another request that took the key by mistake.
 *
 * @param cause the domain event that asks, which is remembered, in the notification's own transaction, for longer than the key is
 */
public record IdempotencyKey(
        String producerId,
        String key,
        String fingerprint,
        @Nullable Cause cause) {
    public IdempotencyKey(String producerId, String key, String fingerprint) {
        this(producerId, key, fingerprint, null);
    }

    /** A domain event's identity: its id within its topic. */
    public record Cause(String topic, String eventId) {}
}

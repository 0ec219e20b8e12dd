package io.notificationhub.intake.accept;

/**
 * A request's identity: the key within its producer, and the fingerprint of what was asked, SHA-256 over its canonical JSON in hex. The same key with
 * another fingerprint is another request that took the key by mistake.
 */
public record IdempotencyKey(String producerId, String key, String fingerprint) {}

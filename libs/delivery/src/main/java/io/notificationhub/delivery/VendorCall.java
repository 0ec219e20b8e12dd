package io.notificationhub.delivery;

import io.notificationhub.contracts.DeliveryRequested;

/**
 * One call to a vendor. {@code idempotencyKey} stays the same while the outcome of a call is unknown and changes after a definite rejection; a
 * vendor without such keys ignores it.
 */
public record VendorCall(DeliveryRequested message, String idempotencyKey) {}

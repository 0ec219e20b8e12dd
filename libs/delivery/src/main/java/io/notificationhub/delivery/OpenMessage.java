package io.notificationhub.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message that a vendor accepted and has not yet said the last word about. */
public record OpenMessage(UUID attemptId, @Nullable String vendorMessageId, Instant acceptedAt) {}

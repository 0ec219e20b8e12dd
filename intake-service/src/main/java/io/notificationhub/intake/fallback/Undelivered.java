package io.notificationhub.intake.fallback;

import io.notificationhub.contracts.DeliveryRequested;
import org.jspecify.annotations.Nullable;

/**
 * A message that did not reach its recipient on its channel.
 *
 * @param vendorCode why, in the vendor's words
 */
public record Undelivered(
        DeliveryRequested message,
        Cause cause,
        @Nullable String vendorCode,
        @Nullable String traceparent) {

    /** How the hub knows, from the surest to the widest. */
    public enum Cause {
        /** The vendor accepted it and then said that this person can't get messages on this channel. */
        UNREACHABLE,
        /** The vendor accepted it and then said that it failed, for whatever reason. */
        NOT_DELIVERED,
        /** No vendor took it. */
        EXHAUSTED
    }
}

package io.notificationhub.delivery;

import io.notificationhub.contracts.Hygiene;
import org.jspecify.annotations.Nullable;

/** A vendor's last word about a message. */
public sealed interface VendorReceipt {

    /** It arrived. */
    record Delivered(@Nullable String vendorCode) implements VendorReceipt {}

    /**
     * It did not, and will not.
     *
     * @param unreachable whether this person can't get messages on this channel at all
     * @param reason for people; never holds an address
     */
    record Failed(String vendorCode, String reason, boolean unreachable, Hygiene hygiene) implements VendorReceipt {}
}

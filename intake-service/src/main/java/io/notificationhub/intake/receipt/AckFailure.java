package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.Hygiene;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A failure that was told by the hub's own acknowledgement: its reason is free text, in which only the codes of FCM have a meaning. */
final class AckFailure {
    private static final String DEAD_TOKEN = "UNREGISTERED";

    private AckFailure() {}

    static VendorReceipt of(
            UUID attemptId, String vendor, @Nullable String vendorMessageId, @Nullable String reason, Instant at) {
        Hygiene hygiene = vendor.equals("fcm") && DEAD_TOKEN.equals(reason) ? Hygiene.DEVICE_DEAD : Hygiene.NONE;
        return VendorReceipt.failed(attemptId, vendor, vendorMessageId, null, reason, hygiene, at);
    }
}

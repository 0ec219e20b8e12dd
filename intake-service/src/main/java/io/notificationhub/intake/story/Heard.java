package io.notificationhub.intake.story;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a vendor said of a message after it had accepted it. */
public record Heard(
        Instant at,
        Receipt receipt,
        String vendor,
        @Nullable String vendorMessageId,
        @Nullable String vendorCode,
        @Nullable String reason,
        Hygiene hygiene) {

    public Heard withoutReason() {
        return new Heard(at, receipt, vendor, vendorMessageId, vendorCode, null, hygiene);
    }

    /** Whether both say the same, whenever and by whatever way they came. A vendor's code says it all; where there is none, its reason does. */
    public boolean repeats(Heard other) {
        return receipt == other.receipt
                && vendor.equals(other.vendor)
                && hygiene == other.hygiene
                && Objects.equals(vendorCode, other.vendorCode)
                && (vendorCode != null || Objects.equals(reason, other.reason));
    }
}

package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.contracts.VendorReason;
import io.notificationhub.intake.story.Heard;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's final word about a message that it had accepted, in the hub's terms.
 *
 * @param unreachable whether this person can't get messages on this channel at all
 */
record VendorReceipt(
        UUID attemptId,
        String vendor,
        @Nullable String vendorMessageId,
        Receipt receipt,
        @Nullable String vendorCode,
        @Nullable String reason,
        boolean unreachable,
        Hygiene hygiene,
        Instant at) {

    /** Enough to know what went wrong; the vendor may send more. */
    private static final int LONGEST = 500;

    VendorReceipt {
        vendorMessageId = storable(vendorMessageId);
        vendorCode = storable(vendorCode);
        reason = reason == null || reason.isBlank() ? null : storable(VendorReason.of(reason, ""));
    }

    /** Vendors' words come from far away: of bounded length, and without U+0000, which PostgreSQL can't hold. */
    private static @Nullable String storable(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return null;
        }
        String clean = words.replace("\0", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    static VendorReceipt delivered(
            UUID attemptId, String vendor, @Nullable String vendorMessageId, @Nullable String vendorCode, Instant at) {
        return new VendorReceipt(
                attemptId, vendor, vendorMessageId, Receipt.DELIVERED, vendorCode, null, false, Hygiene.NONE, at);
    }

    static VendorReceipt failed(
            UUID attemptId,
            String vendor,
            @Nullable String vendorMessageId,
            @Nullable String vendorCode,
            @Nullable String reason,
            Hygiene hygiene,
            Instant at) {
        return new VendorReceipt(
                attemptId, vendor, vendorMessageId, Receipt.FAILED, vendorCode, reason, false, hygiene, at);
    }

    static VendorReceipt of(ReceiptReported event) {
        return new VendorReceipt(
                event.attemptId(),
                event.vendor(),
                event.vendorMessageId(),
                event.receipt(),
                event.vendorCode(),
                event.reason(),
                event.unreachable(),
                event.hygiene(),
                event.at());
    }

    Heard heard() {
        return new Heard(at, receipt, vendor, vendorMessageId, vendorCode, reason, hygiene);
    }
}

package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vendor said what became of an accepted message. {@code address} is the one it was sent to. */
public record ReceiptRecorded(
        UUID attemptId,
        UUID notificationId,
        String recipientId,
        Channel channel,
        String vendor,
        Receipt receipt,
        @Nullable String vendorCode,
        @Nullable String reason,
        Hygiene hygiene,
        String address,
        @Nullable UUID deviceId,
        Instant at)
        implements HubEvent {
    public static final String TYPE = "notification.receipt.recorded.v1";

    /** A final word of the vendor. */
    public enum Receipt {
        DELIVERED,
        FAILED
    }

    public ReceiptRecorded {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(notificationId, "notificationId");
        requireNonNull(recipientId, "recipientId");
        requireNonNull(channel, "channel");
        requireNonNull(vendor, "vendor");
        requireNonNull(receipt, "receipt");
        requireNonNull(hygiene, "hygiene");
        requireNonNull(address, "address");
        requireNonNull(at, "at");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.RECEIPT;
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

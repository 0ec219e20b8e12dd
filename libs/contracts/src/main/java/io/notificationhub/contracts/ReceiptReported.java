package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker heard from its vendor, after the call, what became of a message that it had accepted. May be published more than once and before the
 * result of the call itself. {@code unreachable}: this person can't get messages on this channel at all, so another channel should carry it.
 */
public record ReceiptReported(
        UUID attemptId,
        String vendor,
        @Nullable String vendorMessageId,
        Receipt receipt,
        @Nullable String vendorCode,
        @Nullable String reason,
        boolean unreachable,
        Hygiene hygiene,
        Instant at)
        implements HubEvent {
    public static final String TYPE = "notification.receipt.reported.v1";

    public ReceiptReported {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(vendor, "vendor");
        requireNonNull(receipt, "receipt");
        requireNonNull(hygiene, "hygiene");
        requireNonNull(at, "at");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.RECEIPT_REPORTED;
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

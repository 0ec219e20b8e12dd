package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of one round of an attempt. May be published more than once for the same attempt and round, always with the same
 * {@code outcome}. {@code notBefore} is the earliest time a vendor accepts another try. {@code calls} counts vendor calls in the round.
 */
public record DeliveryResult(
        UUID attemptId,
        UUID notificationId,
        String recipientId,
        Kind kind,
        Channel channel,
        int round,
        Outcome outcome,
        @Nullable String vendor,
        @Nullable String vendorMessageId,
        @Nullable ErrorClass errorClass,
        @Nullable String vendorCode,
        @Nullable String failureReason,
        Hygiene hygiene,
        String address,
        @Nullable UUID deviceId,
        @Nullable Instant notBefore,
        int calls,
        Instant acceptedAt,
        Instant receivedAt,
        Instant finishedAt)
        implements HubEvent {
    public static final String TYPE = "notification.delivery.result.v1";

    /** How a round ended. */
    public enum Outcome {
        /** The vendor took the message; whether it arrived is told by a receipt. */
        SUCCEEDED,
        /** It did not; {@code errorClass} says whether another round makes sense. */
        FAILED,
        /** Its time was over before a call was made. */
        EXPIRED
    }

    public DeliveryResult {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(notificationId, "notificationId");
        requireNonNull(recipientId, "recipientId");
        requireNonNull(kind, "kind");
        requireNonNull(channel, "channel");
        requireNonNull(outcome, "outcome");
        requireNonNull(hygiene, "hygiene");
        requireNonNull(address, "address");
        requireNonNull(acceptedAt, "acceptedAt");
        requireNonNull(receivedAt, "receivedAt");
        requireNonNull(finishedAt, "finishedAt");
        if (outcome == Outcome.FAILED) {
            requireNonNull(errorClass, "errorClass");
        }
    }

    /** The same without the vendor's words, which may quote an address. */
    public DeliveryResult withoutReason() {
        return new DeliveryResult(
                attemptId,
                notificationId,
                recipientId,
                kind,
                channel,
                round,
                outcome,
                vendor,
                vendorMessageId,
                errorClass,
                vendorCode,
                null,
                hygiene,
                address,
                deviceId,
                notBefore,
                calls,
                acceptedAt,
                receivedAt,
                finishedAt);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.RESULT;
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

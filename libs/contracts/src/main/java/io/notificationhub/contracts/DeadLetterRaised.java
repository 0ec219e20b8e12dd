package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An attempt failed for good and waits for an operator. A higher {@code round} replaces what a lower one said. */
public record DeadLetterRaised(
        UUID attemptId,
        UUID notificationId,
        String recipientId,
        String producerId,
        Kind kind,
        Channel channel,
        int round,
        String addressMasked,
        String title,
        String body,
        @Nullable String templateKey,
        int retryCount,
        int maxRetries,
        ErrorClass errorClass,
        @Nullable String vendor,
        @Nullable String vendorCode,
        @Nullable String failureReason,
        List<Try> tries,
        Instant createdAt,
        Instant expiresAt,
        Instant exhaustedAt)
        implements HubEvent {
    public static final String TYPE = "notification.dead-letter.raised.v1";

    public DeadLetterRaised {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(notificationId, "notificationId");
        requireNonNull(recipientId, "recipientId");
        requireNonNull(producerId, "producerId");
        requireNonNull(kind, "kind");
        requireNonNull(channel, "channel");
        requireNonNull(addressMasked, "addressMasked");
        requireNonNull(title, "title");
        requireNonNull(body, "body");
        requireNonNull(errorClass, "errorClass");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(exhaustedAt, "exhaustedAt");
        tries = List.copyOf(tries == null ? List.of() : tries);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.deadLetter(channel);
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

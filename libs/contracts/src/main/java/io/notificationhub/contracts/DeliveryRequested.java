package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hand this attempt to a vendor. {@code round} numbers the hand-over and only grows; a worker that meets the same attempt and round
 * again must not call the vendor again. {@code deviceId} is set for PUSH. {@code template} is absent for a message without a template.
 * Nothing is sent at or after {@code expiresAt}.
 */
public record DeliveryRequested(
        UUID attemptId,
        UUID notificationId,
        String recipientId,
        String producerId,
        Kind kind,
        Channel channel,
        int round,
        String address,
        @Nullable UUID deviceId,
        Content content,
        String locale,
        @Nullable TemplateUse template,
        Instant createdAt,
        Instant expiresAt)
        implements HubEvent {
    public static final String TYPE = "notification.delivery.requested.v1";

    public DeliveryRequested {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(notificationId, "notificationId");
        requireNonNull(recipientId, "recipientId");
        requireNonNull(producerId, "producerId");
        requireNonNull(kind, "kind");
        requireNonNull(channel, "channel");
        requireNonNull(address, "address");
        requireNonNull(content, "content");
        requireNonNull(locale, "locale");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
    }

    /** The same message for another round. */
    public DeliveryRequested inRound(int next, Instant until) {
        return new DeliveryRequested(
                attemptId,
                notificationId,
                recipientId,
                producerId,
                kind,
                channel,
                next,
                address,
                deviceId,
                content,
                locale,
                template,
                createdAt,
                until);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.delivery(channel, kind.lane());
    }

    @Override
    public String key() {
        return recipientId;
    }
}

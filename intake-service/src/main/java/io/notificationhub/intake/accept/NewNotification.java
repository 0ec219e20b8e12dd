package io.notificationhub.intake.accept;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.TemplateUse;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.outbox.OutboxRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that one accepted request writes, in one transaction. */
record NewNotification(
        UUID id,
        IdempotencyKey key,
        Instant keyExpiresAt,
        StoryJson.Kept kept,
        Status status,
        String title,
        @Nullable TemplateUse template,
        List<Channel> channels,
        List<ChannelDecision> decisions,
        @Nullable Reason suppressionReason,
        @Nullable Instant dueAt,
        Instant expiresAt,
        @Nullable String traceparent,
        Instant createdAt,
        List<NewAttempt> attempts,
        List<OutboxRow> events) {

    /** The states a notification may be born in. */
    enum Status {
        FANNED_OUT,
        SCHEDULED,
        SUPPRESSED
    }

    /** An attempt with the outbox row that publishes its first round. */
    record NewAttempt(DeliveryRequested message, UUID outboxId) {}

    NotificationRequest request() {
        return kept.request();
    }

    Kind kind() {
        return request().kind();
    }
}

package io.notificationhub.intake.story;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.Try;
import io.notificationhub.intake.decide.ChannelDecision;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that happened with a notification and why, as the API tells it. */
public record Story(
        UUID notificationId,
        String recipientId,
        Kind kind,
        String status,
        String title,
        Instant createdAt,
        @Nullable Instant dueAt,
        Instant expiresAt,
        @Nullable String suppressionReason,
        @Nullable TemplateRef template,
        List<ChannelDecision> decisions,
        List<AttemptStory> attempts) {

    /** The revision it was rendered with. */
    public record TemplateRef(String key, String locale, int revision) {}

    /**
     * One way to one address.
     *
     * @param status as it is stored, or DISPATCHING while a worker is at it
     * @param template what it was rendered with: each channel has revisions of its own
     * @param parentAttemptId the attempt that this one stands in for
     * @param receipts all that vendors said afterwards; {@code receipt} is the one that stands
     */
    public record AttemptStory(
            UUID attemptId,
            Channel channel,
            String addressMasked,
            String status,
            int retryCount,
            @Nullable String vendor,
            @Nullable String vendorMessageId,
            @Nullable String errorClass,
            @Nullable String failureReason,
            String receipt,
            @Nullable Instant nextAttemptAt,
            Instant createdAt,
            @Nullable Instant completedAt,
            List<Try> tries,
            List<Heard> receipts,
            @Nullable TemplateRef template,
            @Nullable UUID parentAttemptId) {

        boolean isPending() {
            return status.equals("PENDING");
        }

        AttemptStory dispatching() {
            return new AttemptStory(
                    attemptId,
                    channel,
                    addressMasked,
                    "DISPATCHING",
                    retryCount,
                    vendor,
                    vendorMessageId,
                    errorClass,
                    failureReason,
                    receipt,
                    nextAttemptAt,
                    createdAt,
                    completedAt,
                    tries,
                    receipts,
                    template,
                    parentAttemptId);
        }
    }

    Story with(List<AttemptStory> all) {
        return new Story(
                notificationId,
                recipientId,
                kind,
                status,
                title,
                createdAt,
                dueAt,
                expiresAt,
                suppressionReason,
                template,
                decisions,
                all);
    }
}

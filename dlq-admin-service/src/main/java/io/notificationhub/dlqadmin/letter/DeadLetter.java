package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Kind;
import io.notificationhub.dlqadmin.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored dead letter. {@code tries} is JSON. Content and recipient are null once the recipient was erased. */
public record DeadLetter(
        UUID attemptId,
        UUID notificationId,
        @Nullable String recipientId,
        String producerId,
        Kind kind,
        Channel channel,
        DeskStatus status,
        int round,
        String addressMasked,
        @Nullable String title,
        @Nullable String body,
        @Nullable String templateKey,
        int retryCount,
        int maxRetries,
        ErrorClass errorClass,
        @Nullable String vendor,
        @Nullable String vendorCode,
        @Nullable String failureReason,
        String tries,
        Instant createdAt,
        Instant expiresAt,
        Instant exhaustedAt,
        Instant changedAt,
        @Nullable Instant erasedAt) {

    /** What {@link #of} reads. */
    public static final String COLUMNS = """
            attempt_id, notification_id, recipient_id, producer_id, kind, channel, status, round, address_masked, title, body,
            template_key, retry_count, max_retries, error_class, vendor, vendor_code, failure_reason, tries::text AS tries, created_at,
            expires_at, exhausted_at, changed_at, erased_at
            """;

    public static DeadLetter of(Readable row) {
        Columns columns = new Columns(row);
        return new DeadLetter(
                columns.uuid("attempt_id"),
                columns.uuid("notification_id"),
                columns.textOrNull("recipient_id"),
                columns.text("producer_id"),
                columns.choice("kind", Kind.class),
                columns.choice("channel", Channel.class),
                columns.choice("status", DeskStatus.class),
                columns.integer("round"),
                columns.text("address_masked"),
                columns.textOrNull("title"),
                columns.textOrNull("body"),
                columns.textOrNull("template_key"),
                columns.integer("retry_count"),
                columns.integer("max_retries"),
                columns.choice("error_class", ErrorClass.class),
                columns.textOrNull("vendor"),
                columns.textOrNull("vendor_code"),
                columns.textOrNull("failure_reason"),
                columns.text("tries"),
                columns.instant("created_at"),
                columns.instant("expires_at"),
                columns.instant("exhausted_at"),
                columns.instant("changed_at"),
                columns.instantOrNull("erased_at"));
    }

    DeskState state() {
        return switch (status) {
            case EXHAUSTED -> new DeskState.Exhausted(errorClass, expiresAt);
            case REPLAYED -> new DeskState.Replayed();
            case RESOLVED -> new DeskState.Resolved();
            case EXPIRED -> new DeskState.Expired();
            case DISCARDED -> new DeskState.Discarded(erasedAt != null);
        };
    }
}

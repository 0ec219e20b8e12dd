package io.notificationhub.intake.http;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.intake.decide.NotificationRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it is sent; what is missing or wrong is found by {@link RequestReader}.
 *
 * @param sendAt RFC 3339, with an offset; text, because Jackson would take a bare number for an instant
 * @param expiresAt like {@code sendAt}
 * @param idempotencyKey in a batch only, where there is no header per item
 */
record NotificationBody(
        @Nullable String idempotencyKey,
        @Nullable String recipientId,
        @Nullable Kind kind,
        @Nullable String title,
        @Nullable String body,
        @Nullable String templateKey,
        @Nullable Map<String, @Nullable String> payload,
        @Nullable String locale,
        @Nullable List<@Nullable Channel> channels,
        @Nullable String sendAt,
        @Nullable String expiresAt,
        @Nullable OnQuietHours onQuietHours,
        @Nullable Map<Channel, @Nullable String> addresses) {

    /** The producer's word against the kind's default. */
    enum OnQuietHours {
        DEFER,
        DROP
    }

    NotificationRequest.OnQuietHours quietHours() {
        return switch (onQuietHours) {
            case DEFER -> NotificationRequest.OnQuietHours.DEFER;
            case DROP -> NotificationRequest.OnQuietHours.DROP;
            case null -> NotificationRequest.OnQuietHours.KIND;
        };
    }
}

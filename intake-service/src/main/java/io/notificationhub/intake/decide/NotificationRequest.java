package io.notificationhub.intake.decide;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a producer asks for, valid in itself.
 *
 * @param locale wins over the recipient's
 * @param channels empty: all
 * @param addresses for channels of which the hub knows no address
 */
public record NotificationRequest(
        String producerId,
        String recipientId,
        Kind kind,
        Message message,
        @Nullable String locale,
        List<Channel> channels,
        Map<Channel, String> addresses,
        @Nullable Instant sendAt,
        @Nullable Instant expiresAt,
        OnQuietHours onQuietHours) {

    public NotificationRequest {
        channels = List.copyOf(channels);
        addresses = Map.copyOf(addresses);
    }

    /** The same, but not before this time. */
    public NotificationRequest at(Instant time) {
        return new NotificationRequest(
                producerId, recipientId, kind, message, locale, channels, addresses, time, expiresAt, onQuietHours);
    }

    /** What is to be said. */
    public sealed interface Message {
        /** The producer's own words. */
        record Text(String title, String body) implements Message {}

        /** A template with values for its variables. */
        record Templated(String templateKey, Map<String, String> payload) implements Message {
            public Templated {
                payload = Map.copyOf(payload);
            }
        }
    }

    /** What quiet hours do to the notification. */
    public enum OnQuietHours {
        /** What the kind says. */
        KIND,
        DEFER,
        DROP
    }
}

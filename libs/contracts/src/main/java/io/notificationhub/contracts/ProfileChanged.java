package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole profile of a recipient after a change. A consumer applies it only if {@code version} is newer than what it has; an erased
 * profile carries no personal data and keeps its version, so that an older event can't revive it.
 *
 * @param preferredChannels empty: all channels
 * @param quietHours absent: the hub's default window
 * @param locale absent: the template's default
 * @param timezone IANA name; absent: the hub's default
 */
public record ProfileChanged(
        String recipientId,
        long version,
        boolean erased,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String kakaoPhone,
        @Nullable String locale,
        @Nullable String timezone,
        @Nullable QuietHours quietHours,
        boolean disableQuietHours,
        List<Channel> preferredChannels,
        List<KindChoice> kinds,
        List<Device> devices,
        List<Suppression> suppressions,
        Instant changedAt)
        implements HubEvent {
    public static final String TYPE = "preference.profile.changed.v1";

    /** {@code [start, end)} in the recipient's zone; wraps midnight when {@code start} is after {@code end}. */
    public record QuietHours(LocalTime start, LocalTime end) {
        public QuietHours {
            requireNonNull(start, "start");
            requireNonNull(end, "end");
        }
    }

    /**
     * The recipient's word on one kind, with when and by whom it was given.
     *
     * @param nightUpdatedAt when the word on the nights was given, which may be another time; null if none was
     * @param nightSource by whom
     */
    public record KindChoice(
            Kind kind,
            boolean allowed,
            boolean nightAllowed,
            Instant updatedAt,
            String source,
            @Nullable Instant nightUpdatedAt,
            @Nullable String nightSource) {
        public KindChoice {
            requireNonNull(kind, "kind");
            requireNonNull(updatedAt, "updatedAt");
            requireNonNull(source, "source");
        }
    }

    /** An active device; inactive ones are left out. */
    public record Device(UUID id, Platform platform, String token) {
        public Device {
            requireNonNull(id, "id");
            requireNonNull(platform, "platform");
            requireNonNull(token, "token");
        }
    }

    /** What a device runs. */
    public enum Platform {
        ANDROID,
        IOS,
        WEB
    }

    /** An address that must not be used on this channel, whatever the profile says. */
    public record Suppression(Channel channel, String address, Hygiene reason) {
        public Suppression {
            requireNonNull(channel, "channel");
            requireNonNull(address, "address");
            requireNonNull(reason, "reason");
        }
    }

    public ProfileChanged {
        requireNonNull(recipientId, "recipientId");
        requireNonNull(changedAt, "changedAt");
        preferredChannels = List.copyOf(preferredChannels == null ? List.of() : preferredChannels);
        kinds = List.copyOf(kinds == null ? List.of() : kinds);
        devices = List.copyOf(devices == null ? List.of() : devices);
        suppressions = List.copyOf(suppressions == null ? List.of() : suppressions);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.PROFILE_CHANGED;
    }

    @Override
    public String key() {
        return recipientId;
    }
}

package io.notificationhub.preference;

import io.notificationhub.contracts.ProfileChanged;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A recipient as the API shows it. {@code version} grows with every change of the profile, preferences and devices included. */
record UserView(
        String recipientId,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String kakaoPhone,
        @Nullable String locale,
        @Nullable String timezone,
        long version,
        Instant updatedAt) {

    static UserView of(ProfileChanged profile) {
        return new UserView(
                profile.recipientId(),
                profile.email(),
                profile.phone(),
                profile.kakaoPhone(),
                profile.locale(),
                profile.timezone(),
                profile.version(),
                profile.changedAt());
    }
}

package io.notificationhub.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ProfileChanged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Preferences as the API shows them. A null is shown: the hub's default holds. {@code kinds} has the kinds of which something was said.
 *
 * @param preferredChannels empty: all
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PreferenceView(
        String recipientId,
        @Nullable String timezone,
        @Nullable QuietWindow quietHours,
        boolean disableQuietHours,
        List<Channel> preferredChannels,
        List<ProfileChanged.KindChoice> kinds) {

    static PreferenceView of(ProfileChanged profile) {
        return new PreferenceView(
                profile.recipientId(),
                profile.timezone(),
                QuietWindow.of(profile.quietHours()),
                profile.disableQuietHours(),
                profile.preferredChannels(),
                profile.kinds());
    }
}

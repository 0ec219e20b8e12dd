package io.notificationhub.preference;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a recipient changes in its preferences. Only what is given changes; null takes {@code quietHours}, {@code timezone},
 * {@code preferredChannels} and {@code disableQuietHours} back to the default.
 *
 * @param kind the kind that {@code allowed} and {@code nightAllowed} speak of
 * @param allowed false opts out, of the nights too
 * @param nightAllowed consent to this kind during quiet hours; where nothing was said of the kind yet, it is consent to the kind as well
 * @param preferredChannels the only channels to use, in this order; empty: all
 */
record PreferenceChange(
        @Nullable Kind kind,
        @Nullable Boolean allowed,
        @Nullable Boolean nightAllowed,
        Given<List<@Nullable Channel>> preferredChannels,
        Given<QuietWindow> quietHours,
        Given<Boolean> disableQuietHours,
        Given<String> timezone) {

    PreferenceChange {
        timezone = timezone.map(TimeZones::resolved);
    }

    /** The recipient wants no more of this kind. */
    static PreferenceChange optOut(Kind kind) {
        return new PreferenceChange(kind, false, null, Given.absent(), Given.absent(), Given.absent(), Given.absent());
    }

    /** @throws io.notificationhub.web.ProblemException 400 with all that is wrong, else 422 for an opt-out of a mandatory kind */
    void check() {
        FieldChecks checks = new FieldChecks();
        boolean choice = allowed != null || nightAllowed != null;
        if (kind == null && choice) {
            checks.refuse("kind", "is required with allowed and nightAllowed");
        }
        if (kind != null && !choice) {
            checks.refuse("allowed", "is required with kind, unless nightAllowed is given");
        }
        List<@Nullable Channel> channels = preferredChannels.value();
        if (channels != null && channels.stream().anyMatch(Objects::isNull)) {
            checks.refuse("preferredChannels", "holds null");
        }
        QuietWindow window = quietHours.value();
        if (window != null) {
            window.check(checks, "quietHours");
        }
        checks.timezone("timezone", timezone.value());
        checks.orRefuse();
        if (kind != null && kind.mandatory() && Boolean.FALSE.equals(allowed)) {
            throw PreferenceError.MANDATORY_KIND.problem().with("kind", kind);
        }
    }

    /** The given channels without repetitions, by name. */
    String[] channelNames() {
        List<@Nullable Channel> channels = preferredChannels.value();
        return channels == null
                ? new String[0]
                : new LinkedHashSet<>(channels).stream().map(String::valueOf).toArray(String[]::new);
    }

    /** The night consent to store: an opt-out takes it back. Null leaves it. */
    @Nullable
    Boolean night() {
        return (nightAllowed == null && Boolean.FALSE.equals(allowed)) ? Boolean.FALSE : nightAllowed;
    }

    /** Whether this makes a record of the kind where there is none. Refusing the nights alone says nothing of the days. */
    boolean makesChoice() {
        return allowed != null || Boolean.TRUE.equals(nightAllowed);
    }
}

package io.notificationhub.intake;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owner of profiles knows of a recipient; nothing but what a test says. */
public final class KnownRecipient {
    private static final Instant AT = Instant.parse("2026-03-02T03:00:00Z");

    private final String recipientId;
    private final long version;
    private @Nullable String email;
    private @Nullable String phone;
    private @Nullable String kakaoPhone;
    private @Nullable String locale;
    private @Nullable String timezone;
    private ProfileChanged.@Nullable QuietHours quietHours;
    private List<ProfileChanged.KindChoice> choices = List.of();
    private List<ProfileChanged.Device> devices = List.of();

    public KnownRecipient(String recipientId, long version) {
        this.recipientId = recipientId;
        this.version = version;
    }

    public static ProfileChanged erased(String recipientId, long version) {
        return new KnownRecipient(recipientId, version).profile(true);
    }

    public KnownRecipient email(@Nullable String address) {
        email = address;
        return this;
    }

    public KnownRecipient phone(@Nullable String number) {
        phone = number;
        return this;
    }

    public KnownRecipient kakaoPhone(String number) {
        kakaoPhone = number;
        return this;
    }

    public KnownRecipient locale(String tag) {
        locale = tag;
        return this;
    }

    public KnownRecipient quietHours(String zone, ProfileChanged.QuietHours hours) {
        timezone = zone;
        quietHours = hours;
        return this;
    }

    public KnownRecipient choices(List<ProfileChanged.KindChoice> all) {
        choices = all;
        return this;
    }

    public KnownRecipient optedOutOf(Kind kind) {
        return choices(List.of(new ProfileChanged.KindChoice(kind, false, false, AT, "test", null, null)));
    }

    public KnownRecipient device(ProfileChanged.Device device) {
        devices = List.of(device);
        return this;
    }

    public ProfileChanged profile() {
        return profile(false);
    }

    private ProfileChanged profile(boolean erased) {
        return new ProfileChanged(
                recipientId,
                version,
                erased,
                email,
                phone,
                kakaoPhone,
                locale,
                timezone,
                quietHours,
                false,
                List.of(),
                choices,
                devices,
                List.of(),
                AT);
    }
}

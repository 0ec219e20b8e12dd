package io.notificationhub.intake.decide;

import static io.notificationhub.contracts.Channel.EMAIL;
import static io.notificationhub.contracts.Channel.KAKAO_ALIMTALK;
import static io.notificationhub.contracts.Channel.PUSH;
import static io.notificationhub.contracts.Channel.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.intake.decide.NotificationRequest.OnQuietHours;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideTest {
    private static final Instant NOON = Instant.parse("2026-03-02T03:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-03-02T15:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-03-02T23:00:00Z");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private final Decide decide = new Decide(policy(false));

    @Test
    void usesEveryChannelThatHasAnAddressInTheApisOrder() {
        Decision decision = decide(request(Kind.SERVICE), new Profile(), NOON);

        assertThat(channels(decision)).containsExactly(PUSH, PUSH, EMAIL, SMS, KAKAO_ALIMTALK);
    }

    @Test
    void theRecipientsPreferenceFiltersAndOrdersAndTheRequestCuts() {
        Profile profile = new Profile();
        profile.preferred = List.of(SMS, EMAIL);

        Decision all = decide(request(Kind.SERVICE), profile, NOON);
        Decision cut = decide(request(Kind.SERVICE, EMAIL, PUSH), profile, NOON);

        assertThat(channels(all)).containsExactly(SMS, EMAIL);
        assertThat(channels(cut)).containsExactly(EMAIL);
        assertThat(reason(cut, PUSH)).isEqualTo(Reason.NOT_PREFERRED);
        assertThat(reason(cut, SMS)).isEqualTo(Reason.NOT_REQUESTED);
    }

    @ParameterizedTest
    @CsvSource({
        "SECURITY, false, dispatch", "TRANSACTIONAL, false, dispatch",
        "SERVICE, false, OPT_OUT", "MARKETING, false, OPT_OUT",
        "SERVICE, true, dispatch", "MARKETING, true, dispatch"
    })
    void anOptOutCountsWhereItIsAllowed(Kind kind, boolean allowed, String expected) {
        Profile profile = new Profile();
        profile.choices = List.of(choice(kind, allowed, false));

        assertThat(summary(decide(request(kind), profile, NOON))).isEqualTo(expected);
    }

    @Test
    void advertisingMayNeedAConsent() {
        Decide optIn = new Decide(policy(true));
        Profile silent = new Profile();
        Profile consenting = new Profile();
        consenting.choices = List.of(choice(Kind.MARKETING, true, false));

        assertThat(summary(optIn.decide(request(Kind.MARKETING), silent.recipient(), channel -> true, NOON)))
                .isEqualTo("OPT_OUT");
        assertThat(summary(optIn.decide(request(Kind.MARKETING), consenting.recipient(), channel -> true, NOON)))
                .isEqualTo("dispatch");
        assertThat(summary(optIn.decide(request(Kind.SERVICE), silent.recipient(), channel -> true, NOON)))
                .isEqualTo("dispatch");
    }

    @ParameterizedTest
    @CsvSource({
        "SECURITY, KIND, dispatch",
        "SECURITY, DROP, dispatch",
        "TRANSACTIONAL, KIND, defer",
        "TRANSACTIONAL, DROP, QUIET_HOURS",
        "SERVICE, KIND, defer",
        "MARKETING, KIND, QUIET_HOURS",
        "MARKETING, DEFER, defer",
        "MARKETING, DROP, QUIET_HOURS"
    })
    void quietHoursDoWhatTheKindOrTheRequestSays(Kind kind, OnQuietHours onQuietHours, String expected) {
        NotificationRequest request = request(kind, onQuietHours, Map.of());

        assertThat(summary(decide(request, new Profile(), NIGHT))).isEqualTo(expected);
    }

    @Test
    void aDeferralEndsWithTheWindow() {
        Decision decision = decide(request(Kind.SERVICE), new Profile(), NIGHT);

        assertThat(decision).isInstanceOfSatisfying(Decision.Defer.class, defer -> {
            assertThat(defer.until()).isEqualTo(MORNING);
            assertThat(defer.planned()).containsExactly(PUSH, EMAIL, SMS, KAKAO_ALIMTALK);
        });
    }

    @Test
    void consentForTheNightOpensIt() {
        Profile profile = new Profile();
        profile.choices = List.of(choice(Kind.SERVICE, true, true));

        assertThat(channels(decide(request(Kind.SERVICE), profile, NIGHT)))
                .as("all but AlimTalk, which has a night of its own")
                .containsExactly(PUSH, PUSH, EMAIL, SMS);
    }

    @Test
    void quietHoursAreTheRecipientsOwn() {
        Profile owl = new Profile();
        owl.quietHours = new ProfileChanged.QuietHours(LocalTime.of(3, 0), LocalTime.of(11, 0));
        Profile abroad = new Profile();
        abroad.timezone = "America/New_York";
        Profile sleepless = new Profile();
        sleepless.disabled = true;

        assertThat(summary(decide(request(Kind.SERVICE, EMAIL), owl, NIGHT))).isEqualTo("dispatch");
        assertThat(summary(decide(request(Kind.SERVICE, EMAIL), abroad, NIGHT))).isEqualTo("dispatch");
        assertThat(summary(decide(request(Kind.SERVICE, EMAIL), abroad, NOON))).isEqualTo("defer");
        assertThat(summary(decide(request(Kind.SERVICE, EMAIL), sleepless, NIGHT)))
                .isEqualTo("dispatch");
    }

    @Test
    void alimtalksNightIsCarriedByTheOthers() {
        Decision decision = decide(request(Kind.SECURITY), new Profile(), NIGHT);

        assertThat(channels(decision)).containsExactly(PUSH, PUSH, EMAIL, SMS);
        assertThat(reason(decision, KAKAO_ALIMTALK)).isEqualTo(Reason.VENDOR_NIGHT_BLOCK);
    }

    @Test
    void alimtalkAloneAtNightBecomesSms() {
        assertThat(channels(decide(request(Kind.SECURITY, KAKAO_ALIMTALK), new Profile(), NIGHT)))
                .containsExactly(SMS);
    }

    @Test
    void alimtalkAloneAtNightWithoutAPhoneNumberWaits() {
        Profile profile = new Profile();
        profile.phone = null;
        profile.kakaoPhone = "+821011112222";

        assertThat(decide(request(Kind.SECURITY, KAKAO_ALIMTALK), profile, NIGHT))
                .isInstanceOfSatisfying(
                        Decision.Defer.class, defer -> assertThat(defer.until()).isEqualTo(MORNING));
    }

    @Test
    void saysWhyAChannelIsLeftOut() {
        Profile profile = new Profile();
        profile.devices = List.of();
        profile.email = null;
        profile.suppressions = List.of(new ProfileChanged.Suppression(SMS, "+821012345678", Hygiene.OPTED_OUT));

        Decision decision = decide(request(Kind.SERVICE), profile, NOON);

        assertThat(reason(decision, PUSH)).isEqualTo(Reason.NO_ACTIVE_DEVICE);
        assertThat(reason(decision, EMAIL)).isEqualTo(Reason.NO_ADDRESS);
        assertThat(reason(decision, SMS)).isEqualTo(Reason.ADDRESS_SUPPRESSED);
        assertThat(channels(decision)).containsExactly(KAKAO_ALIMTALK);
    }

    @Test
    void aSuppressionDoesNotSpeakForAnotherAddress() {
        Profile profile = new Profile();
        profile.suppressions = List.of(new ProfileChanged.Suppression(SMS, "+821000000001", Hygiene.OPTED_OUT));

        assertThat(channels(decide(request(Kind.SERVICE, SMS), profile, NOON))).containsExactly(SMS);
    }

    @Test
    void aChannelWithoutWordsIsLeftOut() {
        Decision decision =
                decide.decide(request(Kind.SERVICE), new Profile().recipient(), channel -> channel == EMAIL, NOON);

        assertThat(channels(decision)).containsExactly(EMAIL);
        assertThat(reason(decision, SMS)).isEqualTo(Reason.TEMPLATE_REQUIRED);
    }

    @Test
    void nothingLeftIsSuppressed() {
        Profile profile = new Profile();
        profile.preferred = List.of(PUSH);
        profile.devices = List.of();

        assertThat(summary(decide(request(Kind.SERVICE), profile, NOON))).isEqualTo("NO_ELIGIBLE_CHANNEL");
    }

    @Test
    void inlineAddressesServeOnlyChannelsWithoutAStoredOne() {
        Profile profile = new Profile();
        profile.email = null;
        NotificationRequest request =
                request(Kind.SERVICE, OnQuietHours.KIND, Map.of(EMAIL, "inline@example.com", SMS, "+821099999999"));

        Decision decision =
                decide.decide(request, Recipient.of(profile.changed(), request.addresses()), channel -> true, NOON);

        assertThat(((Decision.Dispatch) decision).targets())
                .extracting(Recipient.Target::address)
                .contains("inline@example.com", "+821012345678")
                .doesNotContain("+821099999999");
    }

    /** The recipient's own number for it, else the one that the request names, else the telephone's. */
    @ParameterizedTest
    @CsvSource({"+821011112222, +821099999999, +821011112222", ", +821099999999, +821099999999", ", , +821012345678"})
    void anAlimtalkGoesToTheNumberThatIsMeantForIt(@Nullable String stored, @Nullable String inline, String used) {
        Profile profile = new Profile();
        profile.kakaoPhone = stored;
        Map<Channel, String> addresses = inline == null ? Map.of() : Map.of(KAKAO_ALIMTALK, inline);

        assertThat(Recipient.of(profile.changed(), addresses).targets(Kind.SERVICE, KAKAO_ALIMTALK))
                .extracting(Recipient.Target::address)
                .containsExactly(used);
    }

    private Decision decide(NotificationRequest request, Profile profile, Instant now) {
        return decide.decide(request, profile.recipient(), channel -> true, now);
    }

    private static List<Channel> channels(Decision decision) {
        return decision instanceof Decision.Dispatch dispatch
                ? dispatch.targets().stream().map(Recipient.Target::channel).toList()
                : List.of();
    }

    private static @Nullable Reason reason(Decision decision, Channel channel) {
        return decision.channels().stream()
                .filter(each -> each.channel() == channel)
                .findFirst()
                .orElseThrow()
                .reason();
    }

    private static String summary(Decision decision) {
        return switch (decision) {
            case Decision.Dispatch dispatch -> "dispatch";
            case Decision.Defer defer -> "defer";
            case Decision.Suppress suppress -> suppress.reason().name();
        };
    }

    private static NotificationRequest request(Kind kind, Channel... channels) {
        return new NotificationRequest(
                "p",
                "r",
                kind,
                new NotificationRequest.Message.Text("t", "b"),
                null,
                List.of(channels),
                Map.of(),
                null,
                null,
                OnQuietHours.KIND);
    }

    private static NotificationRequest request(Kind kind, OnQuietHours onQuietHours, Map<Channel, String> addresses) {
        return new NotificationRequest(
                "p",
                "r",
                kind,
                new NotificationRequest.Message.Text("t", "b"),
                null,
                List.of(),
                addresses,
                null,
                null,
                onQuietHours);
    }

    private static ProfileChanged.KindChoice choice(Kind kind, boolean allowed, boolean night) {
        return new ProfileChanged.KindChoice(kind, allowed, night, NOON, "test", null, null);
    }

    private static DecisionPolicy policy(boolean optIn) {
        return new DecisionPolicy(
                LocalTime.of(22, 0),
                LocalTime.of(8, 0),
                SEOUL,
                LocalTime.of(21, 0),
                LocalTime.of(8, 0),
                SEOUL,
                optIn,
                true);
    }

    /** A recipient with everything; a test takes away what it is about. */
    private static final class Profile {
        @Nullable
        String email = "r@example.com";

        @Nullable
        String phone = "+821012345678";

        @Nullable
        String kakaoPhone;

        @Nullable
        String timezone;

        ProfileChanged.@Nullable QuietHours quietHours;
        boolean disabled;
        List<Channel> preferred = List.of();
        List<ProfileChanged.KindChoice> choices = List.of();
        List<ProfileChanged.Device> devices = List.of(device("a"), device("b"));
        List<ProfileChanged.Suppression> suppressions = List.of();

        private static ProfileChanged.Device device(String letter) {
            return new ProfileChanged.Device(
                    new UUID(0, letter.charAt(0)), ProfileChanged.Platform.ANDROID, letter.repeat(40));
        }

        Recipient recipient() {
            return Recipient.of(changed(), Map.of());
        }

        ProfileChanged changed() {
            return new ProfileChanged(
                    "r",
                    1,
                    false,
                    email,
                    phone,
                    kakaoPhone,
                    null,
                    timezone,
                    quietHours,
                    disabled,
                    preferred,
                    choices,
                    devices,
                    suppressions,
                    NOON);
        }
    }
}

package io.notificationhub.intake.decide;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the decision needs to know of a recipient: the profile, completed by the addresses that came with the request. */
public final class Recipient {
    private final @Nullable ProfileChanged profile;
    private final Map<Channel, String> inline;

    private Recipient(@Nullable ProfileChanged profile, Map<Channel, String> inline) {
        this.profile = profile;
        this.inline = inline;
    }

    /** A recipient with a profile; an erased one counts as unknown. */
    public static Recipient of(@Nullable ProfileChanged profile, Map<Channel, String> inlineAddresses) {
        return new Recipient(profile == null || profile.erased() ? null : profile, Map.copyOf(inlineAddresses));
    }

    /** Whether the hub knows the recipient or was told an address. */
    public boolean isReachable() {
        return profile != null || !inline.isEmpty();
    }

    public @Nullable String locale() {
        return profile == null ? null : profile.locale();
    }

    /** One address of a channel, with its device for PUSH. */
    public record Target(
            Channel channel, String address, @Nullable UUID deviceId) {}

    /** What a channel offers. */
    sealed interface Reach {
        record Targets(List<Target> targets) implements Reach {}

        record Missing(Reason reason) implements Reach {}
    }

    Reach reach(Channel channel) {
        List<Target> stored = stored(channel);
        List<Target> candidates = stored.isEmpty() ? told(channel) : stored;
        if (candidates.isEmpty()) {
            return new Reach.Missing(channel == Channel.PUSH ? Reason.NO_ACTIVE_DEVICE : Reason.NO_ADDRESS);
        }
        List<Target> open =
                candidates.stream().filter(target -> !isSuppressed(target)).toList();
        return open.isEmpty() ? new Reach.Missing(Reason.ADDRESS_SUPPRESSED) : new Reach.Targets(open);
    }

    /** Where a message of this kind may go on this channel whatever is preferred; empty after an opt-out, or without an open address. */
    public List<Target> targets(Kind kind, Channel channel) {
        boolean optedOut = !kind.mandatory()
                && choice(kind).filter(choice -> !choice.allowed()).isPresent();
        return !optedOut && reach(channel) instanceof Reach.Targets(List<Target> open) ? open : List.of();
    }

    private List<Target> stored(Channel channel) {
        if (profile == null) {
            return List.of();
        }
        return switch (channel) {
            case PUSH ->
                profile.devices().stream()
                        .map(device -> new Target(channel, device.token(), device.id()))
                        .toList();
            case EMAIL -> one(channel, profile.email());
            case SMS -> one(channel, profile.phone());
            case KAKAO_ALIMTALK -> one(channel, profile.kakaoPhone());
        };
    }

    /** What came with the request. People rarely register a second number for KakaoTalk: where nobody names one, the telephone's serves. */
    private List<Target> told(Channel channel) {
        String address = inline.get(channel);
        return address == null && channel == Channel.KAKAO_ALIMTALK && profile != null
                ? one(channel, profile.phone())
                : one(channel, address);
    }

    private static List<Target> one(Channel channel, @Nullable String address) {
        return address == null ? List.of() : List.of(new Target(channel, address, null));
    }

    private boolean isSuppressed(Target target) {
        return profile != null
                && profile.suppressions().stream()
                        .anyMatch(suppression -> suppression.channel() == target.channel()
                                && suppression.address().equals(target.address()));
    }

    Optional<ProfileChanged.KindChoice> choice(Kind kind) {
        return profile == null
                ? Optional.empty()
                : profile.kinds().stream()
                        .filter(choice -> choice.kind() == kind)
                        .findFirst();
    }

    List<Channel> preferredChannels() {
        return profile == null ? List.of() : profile.preferredChannels();
    }

    /** The recipient's quiet hours; empty if they want none. */
    Optional<QuietHoursRule> quietHours(DecisionPolicy policy) {
        String timezone = profile == null ? null : profile.timezone();
        ZoneId zone = timezone == null ? policy.defaultZone() : ZoneId.of(timezone);
        if (profile == null) {
            return Optional.of(new QuietHoursRule(policy.quietStart(), policy.quietEnd(), zone));
        }
        if (profile.disableQuietHours()) {
            return Optional.empty();
        }
        ProfileChanged.QuietHours own = profile.quietHours();
        return Optional.of(
                own == null
                        ? new QuietHoursRule(policy.quietStart(), policy.quietEnd(), zone)
                        : new QuietHoursRule(own.start(), own.end(), zone));
    }
}

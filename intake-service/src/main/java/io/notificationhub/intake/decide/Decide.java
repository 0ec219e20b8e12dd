package io.notificationhub.intake.decide;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rules of policies.md, in their order: consent, channels, addresses, AlimTalk's night, quiet hours. Pure. */
public final class Decide {
    private final DecisionPolicy policy;

    public Decide(DecisionPolicy policy) {
        this.policy = policy;
    }

    /**
     * Decides for one moment.
     *
     * @param carries whether there is something to send on the channel (a template, or words of the producer's)
     */
    public Decision decide(NotificationRequest request, Recipient recipient, Predicate<Channel> carries, Instant now) {
        if (isOptedOut(request.kind(), recipient)) {
            return new Decision.Suppress(Reason.OPT_OUT, excludeAll(Reason.OPT_OUT));
        }
        Candidates candidates = candidates(request, recipient, carries);
        if (candidates.reachable.isEmpty()) {
            return new Decision.Suppress(Reason.NO_ELIGIBLE_CHANNEL, candidates.verdicts(Map.of()));
        }
        Optional<QuietHoursRule> quiet = quiet(request, recipient, now);
        if (quiet.isPresent()) {
            return drops(request)
                    ? new Decision.Suppress(Reason.QUIET_HOURS, excludeAll(Reason.QUIET_HOURS))
                    : defer(quiet.get(), now, candidates, Reason.QUIET_HOURS);
        }
        return withAlimtalksNight(recipient, candidates, now);
    }

    private boolean isOptedOut(Kind kind, Recipient recipient) {
        if (kind.mandatory()) {
            return false;
        }
        return recipient
                .choice(kind)
                .map(choice -> !choice.allowed())
                .orElse(kind == Kind.MARKETING && policy.marketingOptIn());
    }

    private static List<ChannelDecision> excludeAll(Reason reason) {
        return Arrays.stream(Channel.values())
                .map(channel -> ChannelDecision.excluded(channel, reason))
                .toList();
    }

    /** Channels that can be used, and the reason for each that can't. */
    private record Candidates(
            Map<Channel, List<Recipient.Target>> reachable, Map<Channel, Reason> excluded, List<Channel> order) {

        List<ChannelDecision> verdicts(Map<Channel, ChannelDecision> used) {
            return Arrays.stream(Channel.values())
                    .map(channel -> used.containsKey(channel)
                            ? used.get(channel)
                            : ChannelDecision.excluded(
                                    channel, excluded.getOrDefault(channel, Reason.NO_ELIGIBLE_CHANNEL)))
                    .toList();
        }

        List<Channel> usable() {
            return order.stream().filter(reachable::containsKey).toList();
        }

        Candidates without(Channel channel, Reason reason) {
            Map<Channel, List<Recipient.Target>> left = new EnumMap<>(reachable);
            left.remove(channel);
            Map<Channel, Reason> reasons = new EnumMap<>(excluded);
            reasons.put(channel, reason);
            return new Candidates(left, reasons, order);
        }

        Candidates with(Channel channel, List<Recipient.Target> targets) {
            Map<Channel, List<Recipient.Target>> more = new EnumMap<>(reachable);
            more.put(channel, targets);
            Map<Channel, Reason> reasons = new EnumMap<>(excluded);
            reasons.remove(channel);
            return new Candidates(more, reasons, order);
        }
    }

    private Candidates candidates(NotificationRequest request, Recipient recipient, Predicate<Channel> carries) {
        List<Channel> preferred = recipient.preferredChannels();
        Map<Channel, List<Recipient.Target>> reachable = new EnumMap<>(Channel.class);
        Map<Channel, Reason> excluded = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            if (!preferred.isEmpty() && !preferred.contains(channel)) {
                excluded.put(channel, Reason.NOT_PREFERRED);
            } else if (!request.channels().isEmpty() && !request.channels().contains(channel)) {
                excluded.put(channel, Reason.NOT_REQUESTED);
            } else {
                switch (recipient.reach(channel)) {
                    case Recipient.Reach.Missing missing -> excluded.put(channel, missing.reason());
                    case Recipient.Reach.Targets targets
                    when carries.test(channel) -> reachable.put(channel, targets.targets());
                    case Recipient.Reach.Targets targets -> excluded.put(channel, Reason.TEMPLATE_REQUIRED);
                }
            }
        }
        // The recipient's own order first, then the API's.
        Set<Channel> order = new LinkedHashSet<>(preferred);
        order.addAll(List.of(Channel.values()));
        return new Candidates(reachable, excluded, List.copyOf(order));
    }

    private Optional<QuietHoursRule> quiet(NotificationRequest request, Recipient recipient, Instant now) {
        if (request.kind() == Kind.SECURITY
                || recipient
                        .choice(request.kind())
                        .map(ProfileChanged.KindChoice::nightAllowed)
                        .orElse(false)) {
            return Optional.empty();
        }
        return recipient.quietHours(policy).filter(quiet -> quiet.contains(now));
    }

    private static boolean drops(NotificationRequest request) {
        return switch (request.onQuietHours()) {
            case DROP -> true;
            case DEFER -> false;
            case KIND -> request.kind() == Kind.MARKETING;
        };
    }

    private static Decision defer(QuietHoursRule quiet, Instant now, Candidates candidates, Reason reason) {
        Map<Channel, ChannelDecision> deferred = new EnumMap<>(Channel.class);
        candidates.usable().forEach(channel -> deferred.put(channel, ChannelDecision.deferred(channel, reason)));
        Instant until = quiet.endAfter(now);
        return new Decision.Defer(until, quiet.startAfter(until), candidates.usable(), candidates.verdicts(deferred));
    }

    /** At night in Korea the other channels carry it; SMS steps in where AlimTalk was the only one; else it waits. */
    private Decision withAlimtalksNight(Recipient recipient, Candidates candidates, Instant now) {
        QuietHoursRule night = policy.alimtalkBlock();
        if (!candidates.reachable.containsKey(Channel.KAKAO_ALIMTALK) || !night.contains(now)) {
            return dispatch(candidates);
        }
        Candidates others = candidates.without(Channel.KAKAO_ALIMTALK, Reason.VENDOR_NIGHT_BLOCK);
        if (!others.reachable.isEmpty()) {
            return dispatch(others);
        }
        if (recipient.reach(Channel.SMS) instanceof Recipient.Reach.Targets sms) {
            return dispatch(others.with(Channel.SMS, sms.targets()));
        }
        return defer(night, now, candidates, Reason.VENDOR_NIGHT_BLOCK);
    }

    private static Decision dispatch(Candidates candidates) {
        Map<Channel, ChannelDecision> used = new EnumMap<>(Channel.class);
        List<Recipient.Target> targets = new ArrayList<>();
        for (Channel channel : candidates.usable()) {
            used.put(channel, ChannelDecision.dispatched(channel));
            targets.addAll(candidates.reachable.getOrDefault(channel, List.of()));
        }
        return new Decision.Dispatch(targets, candidates.verdicts(used));
    }
}

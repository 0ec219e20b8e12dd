package io.notificationhub.intake.decide;

import io.notificationhub.contracts.Channel;
import org.jspecify.annotations.Nullable;

/** What was decided about one channel, as the story of a notification shows it. */
public record ChannelDecision(
        Channel channel, Verdict decision, @Nullable Reason reason) {

    /** The three ways a channel may go. */
    public enum Verdict {
        DISPATCHED,
        EXCLUDED,
        DEFERRED
    }

    public static ChannelDecision dispatched(Channel channel) {
        return new ChannelDecision(channel, Verdict.DISPATCHED, null);
    }

    /** Used although it was not chosen first. */
    public static ChannelDecision standsIn(Channel channel) {
        return new ChannelDecision(channel, Verdict.DISPATCHED, Reason.FALLBACK);
    }

    public static ChannelDecision excluded(Channel channel, Reason reason) {
        return new ChannelDecision(channel, Verdict.EXCLUDED, reason);
    }

    public static ChannelDecision deferred(Channel channel, @Nullable Reason reason) {
        return new ChannelDecision(channel, Verdict.DEFERRED, reason);
    }
}

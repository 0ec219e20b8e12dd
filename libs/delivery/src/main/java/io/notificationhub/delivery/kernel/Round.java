package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claimed round: what is known of it so far.
 *
 * @param since when the idempotency key in use may have been used first
 * @param resends how often the attempt was sent again after an ambiguous outcome, over all rounds
 * @param rejections definite refusals in this round; they are part of the idempotency key
 * @param calls vendor calls that this worker made in the round
 * @param repeats how often in a row the call was repeated under its key
 * @param unknown the ambiguous outcome that nothing definite has followed yet
 */
record Round(Instant since, int resends, int rejections, int calls, int repeats, Outcome.@Nullable Ambiguous unknown) {
    static final Duration FIRST_REPEAT = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 5;
    static final Duration LONGEST_BEFORE_REPEAT = beforeRepeat(MOST_DOUBLINGS);

    private static final Outcome.Ambiguous SENT_BEFORE =
            new Outcome.Ambiguous("NOT_SENT_AGAIN", "An earlier call may have been taken; then its time was over");

    static Round of(Claim.Granted claim) {
        return new Round(claim.since(), claim.resends(), claim.rejections(), 0, 0, null);
    }

    static Round of(Claim.Lapsed claim) {
        return new Round(claim.since(), claim.resends(), claim.rejections(), 0, 0, null);
    }

    Round after(Tries.Tried tried, Instant now) {
        boolean refused = tried.rejections() > rejections;
        return new Round(
                refused ? now : since,
                resends,
                tried.rejections(),
                calls + tried.calls(),
                repeats,
                refused ? null : unknown);
    }

    /** After a call with others. What nobody knows of such a call has been repeated already, for as long as that was allowed. */
    Round afterGroup(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> new Round(since, resends, rejections, calls + 1, 0, null);
            case Outcome.Ambiguous ambiguous -> new Round(Instant.EPOCH, resends, rejections, calls + 1, 0, ambiguous);
            case Outcome.Transient refused -> new Round(now, resends, rejections + 1, calls + 1, 0, null);
            case Outcome.Throttled refused -> new Round(now, resends, rejections + 1, calls + 1, 0, null);
            case Outcome.Permanent refused -> new Round(now, resends, rejections + 1, calls + 1, 0, null);
        };
    }

    Round repeated(Outcome.Ambiguous outcome) {
        return new Round(since, resends, rejections, calls, repeats + 1, outcome);
    }

    Round resent(Outcome.Ambiguous outcome) {
        return new Round(since, resends + 1, rejections, calls, 0, outcome);
    }

    /** For a call to another vendor, under whose keys nothing is unknown. */
    Round atAnotherVendor() {
        return new Round(since, resends, rejections, calls, 0, null);
    }

    /** What to say of the message if nobody calls for it any more; null if it definitely went nowhere. */
    Outcome.@Nullable Ambiguous mayHaveArrived() {
        // The attempt was only sent again because a call of it stayed unknown, and a resend that was refused tells
        // nothing of that call.
        return unknown == null && resends > 0 ? SENT_BEFORE : unknown;
    }

    /** Doubles with each repetition, up to some seconds: a vendor that keeps cutting is not to be hammered. */
    Duration beforeRepeat() {
        return beforeRepeat(repeats);
    }

    static Duration beforeRepeat(int repeats) {
        return FIRST_REPEAT.multipliedBy(1L << Math.min(repeats, MOST_DOUBLINGS));
    }
}

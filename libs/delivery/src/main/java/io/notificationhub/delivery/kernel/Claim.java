package io.notificationhub.delivery.kernel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to a worker that wants to deliver one round of an attempt. */
public sealed interface Claim {

    /**
     * The worker has the right to call the vendor.
     *
     * @param since when the idempotency key that is next to be used may have been used first: now, unless a worker died
     * @param resends how often the attempt was sent again after an ambiguous outcome, over all rounds
     * @param rejections how many calls of the round were definitely refused before
     */
    record Granted(Instant since, int resends, int rejections) implements Claim {}

    /** The round is over; how it ended is to be reported again, and the vendor is not to be called. */
    record Settled(Ending ending) implements Claim {}

    /** Somebody may be calling right now: another worker, or this one for a record it was given twice. */
    record Held(Duration remaining) implements Claim {}

    /**
     * Another worker began and never finished: whether it called the vendor is unknown. The claim is now this worker's. Components as in
     * {@link Granted}.
     *
     * @param groupId the call with many messages that the round was last part of
     */
    record Lapsed(
            Instant since,
            int resends,
            int rejections,
            @Nullable String groupId) implements Claim {}

    /** The same where somebody else may have counted more resends and refusals. */
    default Claim counting(int resends, int rejections) {
        return switch (this) {
            case Granted mine ->
                new Granted(mine.since, Math.max(mine.resends, resends), Math.max(mine.rejections, rejections));
            case Lapsed mine ->
                new Lapsed(
                        mine.since,
                        Math.max(mine.resends, resends),
                        Math.max(mine.rejections, rejections),
                        mine.groupId);
            case Held held -> held;
            case Settled settled -> settled;
        };
    }
}

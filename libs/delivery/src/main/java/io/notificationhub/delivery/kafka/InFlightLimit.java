package io.notificationhub.delivery.kafka;

/**
 * How many records may be in work, found out as TCP finds out how much a network bears (RFC 5681): one more for every record done in good time while at
 * least half of the limit is used, half as many when more than one in ten took long, judged twice a second. A process that is cold, a machine that is busy,
 * or a vendor that is slow gets few calls at once, instead of many of which each runs into its time limit and leaves nobody knowing whether it was taken.
 * A few stalled calls among many cost nothing. Thread-safe.
 */
final class InFlightLimit {
    static final int LEAST = 10;

    /** Fewer say nothing. */
    private static final int FEWEST = 5;

    private static final int ONE_IN = 10;
    private static final long BETWEEN_JUDGEMENTS = 500_000_000;

    private final int most;
    private final long slowNanos;
    private int limit;
    private long judgedAt;
    private int done;
    private int slow;

    /**
     * A limit of a few.
     *
     * @param slowNanos from when on a record counts as slow
     * @param now as {@link System#nanoTime()} has it
     */
    InFlightLimit(int most, long slowNanos, long now) {
        this.most = most;
        this.slowNanos = slowNanos;
        this.limit = Math.min(most, LEAST);
        this.judgedAt = now;
    }

    synchronized int get() {
        return limit;
    }

    /**
     * Notes a record that is done.
     *
     * @param nanos how long it took
     * @param inWork records in work when it was done, itself included
     */
    synchronized void done(long now, long nanos, int inWork) {
        done++;
        slow += nanos >= slowNanos ? 1 : 0;
        boolean tooManySlow = slow * ONE_IN > done;
        if (!tooManySlow && nanos < slowNanos && inWork * 2 >= limit) {
            limit = Math.min(most, limit + 1);
        }
        if (now - judgedAt >= BETWEEN_JUDGEMENTS && done >= FEWEST) {
            if (tooManySlow) {
                limit = Math.max(Math.min(most, LEAST), limit / 2);
            }
            judgedAt = now;
            done = 0;
            slow = 0;
        }
    }

    /** What was found out is too old to be relied on. */
    synchronized void restart() {
        limit = Math.min(limit, LEAST);
    }
}

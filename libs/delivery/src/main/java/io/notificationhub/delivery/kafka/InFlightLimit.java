package io.notificationhub.delivery.kafka;

/**
 * How many records may be in work, as TCP finds out how much a network bears (RFC 5681, additive increase and multiplicative decrease): one more for
 * every record done in good time while at least half of the limit is used, a tenth less for every one that took long. A process that is cold, a machine
 * that is busy, or a vendor that is slow gets few calls at once, instead of many of which each runs into its time limit and leaves nobody knowing whether it
 * was taken. Where one in a hundred takes long, some 990 stay allowed. Thread-safe.
 */
final class InFlightLimit {
    static final int LEAST = 10;
    private static final double AFTER_A_SLOW_ONE = 0.9;

    private final int most;
    private final long slowNanos;
    private double limit;

    /** @param slowNanos from when on a record counts as slow */
    InFlightLimit(int most, long slowNanos) {
        this.most = most;
        this.slowNanos = slowNanos;
        this.limit = Math.min(most, LEAST);
    }

    synchronized int get() {
        return (int) limit;
    }

    /** @param inWork records in work when this one was done, itself included */
    synchronized void done(long nanos, int inWork) {
        if (nanos >= slowNanos) {
            limit = Math.max(Math.min(most, LEAST), limit * AFTER_A_SLOW_ONE);
        } else if (inWork * 2 >= limit) {
            limit = Math.min(most, limit + 1);
        }
    }

    /** What was found out is too old to be relied on. */
    synchronized void restart() {
        limit = Math.min(limit, LEAST);
    }
}

package io.notificationhub.delivery.kafka;

import java.time.Duration;

/**
 * Bounds of a flow.
 *
 * @param maxInFlight most admitted records that are not finished
 * @param slowStart time from the first record until that many are admitted: a process that has just started answers slowly, and calls that take too
 *     long are calls of which nobody knows whether they were taken
 * @param commitInterval how often offsets are committed
 * @param drainOnRevoke longest wait for records in work when a partition is taken away
 * @param drainOnStop the same at shutdown
 */
public record FlowSettings(
        int maxInFlight, Duration slowStart, Duration commitInterval, Duration drainOnRevoke, Duration drainOnStop) {
    private static final int AT_FIRST = 10;

    /** Most records in work this long after the first one came. */
    int bound(Duration sinceFirst) {
        if (sinceFirst.compareTo(slowStart) >= 0 || maxInFlight <= AT_FIRST) {
            return maxInFlight;
        }
        double share = (double) sinceFirst.toNanos() / slowStart.toNanos();
        return AT_FIRST + (int) ((maxInFlight - AT_FIRST) * share);
    }
}

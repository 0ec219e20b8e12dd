package io.notificationhub.relay;

import java.time.Instant;
import java.util.Set;

/**
 * What a turn reads.
 *
 * @param reading from whose place
 * @param end to this time at most
 * @param target where the reading is to get
 * @param shards of these shards
 * @param awaited but not these topics
 * @param now when the turn began, by the clock
 * @param begun the same in nanoseconds
 */
record Stretch(
        Reading reading, Instant end, Instant target, long shards, Set<String> awaited, Instant now, long begun) {

    static Stretch of(Reading reading, Instant target, long shards, Set<String> awaited, Instant now) {
        return new Stretch(reading, reading.end(target), target, shards, awaited, now, System.nanoTime());
    }

    boolean isLast() {
        return end.equals(target);
    }

    long nanos() {
        return System.nanoTime() - begun;
    }
}

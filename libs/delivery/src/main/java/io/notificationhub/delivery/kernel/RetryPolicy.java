package io.notificationhub.delivery.kernel;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How one round treats its vendor.
 *
 * @param callTimeLimit longest time that one call takes, from the search for a connection to the answer
 * @param tries calls in a round
 * @param firstWait wait after the first refused call; doubles, jittered by half either way
 * @param longestRetryAfter a longer {@code Retry-After} ends the round and is kept by the next
 */
public record RetryPolicy(Duration callTimeLimit, int tries, Duration firstWait, Duration longestRetryAfter) {

    /** Longest wait for the quota in a claimed round: after that it ends as its last call did, or, if there was none, is given back and waits unclaimed. */
    static final Duration QUOTA_PATIENCE = Duration.ofSeconds(1);

    /** For everything that is quick unless something is wrong, such as Redis. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The longest that a claimed round gives no sign of life: a call at its limit and the longest wait after it. Every call but the first begins with one. */
    public Duration lease() {
        Duration backoff = firstWait.multipliedBy((1L << tries) * 3 / 4);
        Duration wait = Stream.of(backoff, longestRetryAfter, Round.LONGEST_BEFORE_REPEAT)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return callTimeLimit.plus(wait).plus(QUOTA_PATIENCE).plus(MARGIN);
    }
}

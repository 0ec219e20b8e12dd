package io.notificationhub.delivery.kernel;

import java.time.Duration;

/**
 * How one round treats its vendor.
 *
 * @param callTimeLimit longest wait for the answer to one call
 * @param tries calls in a round
 * @param firstWait wait after the first refused call; doubles, jittered by half either way
 * @param longestRetryAfter a longer {@code Retry-After} ends the round and is kept by the next
 */
public record RetryPolicy(Duration callTimeLimit, int tries, Duration firstWait, Duration longestRetryAfter) {

    /** Longest wait for the quota between two calls of a claimed round; after that the round is given back and waits unclaimed. */
    static final Duration QUOTA_PATIENCE = Duration.ofSeconds(1);

    /** The longest a round can take between two signs of life: every try at its limit and every wait at its longest. */
    public Duration lease() {
        Duration waits = firstWait
                .multipliedBy((1L << tries) * 3 / 2)
                .plus(longestRetryAfter.plus(QUOTA_PATIENCE).multipliedBy(tries));
        return callTimeLimit.multipliedBy(tries).plus(waits).plusSeconds(5);
    }
}

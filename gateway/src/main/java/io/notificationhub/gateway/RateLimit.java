package io.notificationhub.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many requests a second, and as many at once after a pause. Keeps a single number: the time at which the bucket would be full again.
 */
final class RateLimit {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    private final long nanosPerRequest;
    private final AtomicLong fullAgain;

    RateLimit(int perSecond, long now) {
        this.nanosPerRequest = Math.max(1, WINDOW / perSecond);
        this.fullAgain = new AtomicLong(now);
    }

    /**
     * Takes one request's share.
     *
     * @param now of a clock in nanoseconds that never steps back
     * @return nanoseconds to wait for the next share, 0 if this one was granted
     */
    long take(long now) {
        while (true) {
            long before = fullAgain.get();
            long after = (before - now > 0 ? before : now) + nanosPerRequest;
            long excess = after - now - WINDOW;
            if (excess > 0) {
                return excess;
            }
            if (fullAgain.compareAndSet(before, after)) {
                return 0;
            }
        }
    }
}

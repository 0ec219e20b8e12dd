package io.notificationhub.relay;

import java.time.Duration;

/** Tells when an interval has passed since it last said so. Runs on the monotonic clock, so that a clock step neither stops nor hurries it. */
final class Every {
    private final long nanos;
    private long last;

    Every(Duration interval) {
        this.nanos = interval.toNanos();
        this.last = System.nanoTime() - nanos;
    }

    boolean isDue() {
        long now = System.nanoTime();
        if (now - last < nanos) {
            return false;
        }
        last = now;
        return true;
    }
}

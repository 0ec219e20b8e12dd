package io.notificationhub.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A moment on the monotonic clock until which something may take. */
final class Deadline {
    private static final Duration POLL = Duration.ofMillis(20);

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    boolean expired() {
        return System.nanoTime() - endNanos >= 0;
    }

    /**
     * Polls until the condition holds.
     *
     * @return false if the deadline passed or the thread was interrupted first
     */
    boolean awaitUntil(BooleanSupplier condition) {
        return awaitUntil(POLL, condition);
    }

    /** The same, asking as often as given. */
    boolean awaitUntil(Duration interval, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (expired() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(interval.toNanos());
        }
        return true;
    }
}

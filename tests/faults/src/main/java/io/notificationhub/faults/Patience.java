package io.notificationhub.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, but not for ever. */
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(250);

    private Patience() {}

    /** Whether the condition held before the limit. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /** Lets time pass, in which others work. */
    static void pass(Duration time) {
        until(time, () -> false);
    }
}

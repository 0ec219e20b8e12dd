package io.notificationhub.contracts;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still while the one behind it catches up with what it has already shown. Thread-safe. */
final class ForwardClock extends Clock {
    private final Clock clock;
    private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

    ForwardClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return latest.accumulateAndGet(clock.instant(), (shown, now) -> now.isAfter(shown) ? now : shown);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ForwardClock(clock.withZone(zone));
    }
}

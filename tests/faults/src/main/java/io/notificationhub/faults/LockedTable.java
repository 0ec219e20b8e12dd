package io.notificationhub.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** F9, in part: statements of intake get no further, because somebody else holds the table. */
final class LockedTable implements Fault {
    private final Duration duration;

    LockedTable(Duration duration) {
        this.duration = duration;
    }

    @Override
    public String name() {
        return "F9 intake's table locked for " + duration.toSeconds() + " s";
    }

    @Override
    public Span befall(Bench bench) {
        Instant begin = bench.clock().instant();
        try {
            bench.records().whileLocked("intake.notification", () -> Patience.pass(duration));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Span(begin, bench.clock().instant());
    }

    /** Nobody knows how a write ends whose answer takes too long, so the producer may get none, and finds the key claimed for a while. */
    @Override
    public boolean lawful(Refused refused) {
        return refused.status() == 503
                || refused.status() == 504
                || refused.code().equals("REQUEST_IN_PROGRESS");
    }
}

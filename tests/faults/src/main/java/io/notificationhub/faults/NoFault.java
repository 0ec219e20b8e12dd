package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;

/** Nothing breaks: code that never ran is slow, and the trials after this are not to pay for it. The guarantees hold here too. */
final class NoFault implements Fault {
    private static final Duration DURATION = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "none, warming up";
    }

    @Override
    public Span befall(Bench bench) {
        Instant begin = bench.clock().instant();
        Patience.pass(DURATION);
        return new Span(begin, bench.clock().instant());
    }

    @Override
    public boolean lawful(Refused refused) {
        return false;
    }
}

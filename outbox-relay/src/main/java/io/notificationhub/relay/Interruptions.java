package io.notificationhub.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what interrupts a relay, and says so once, then now and then: an hour of outage must not fill the log. */
final class Interruptions {
    private static final Logger log = LoggerFactory.getLogger(Interruptions.class);
    private static final Duration REMINDER = Duration.ofSeconds(30);
    private static final Duration SELDOM = Duration.ofMinutes(10);

    private final String schema;
    private final RelayMetrics metrics;
    private final Every slowness = new Every(SELDOM);
    private Every reminding = new Every(REMINDER);
    private @Nullable Class<?> last;

    Interruptions(String schema, RelayMetrics metrics) {
        this.schema = schema;
        this.metrics = metrics;
    }

    void note(Throwable error) {
        metrics.interrupted(schema);
        if (error.getClass() != last) {
            reminding = new Every(REMINDER);
        }
        last = error.getClass();
        if (reminding.isDue()) {
            log.warn("Relaying {} is interrupted: {}", schema, error.toString());
        }
    }

    void lookGivenUp() {
        metrics.lookGivenUp(schema);
        if (slowness.isDue()) {
            log.warn("A look at {} took too long: an old snapshot keeps deleted rows, or very many wait", schema);
        }
    }

    void over() {
        if (last != null) {
            last = null;
            log.info("Relaying {} goes on", schema);
        }
    }
}

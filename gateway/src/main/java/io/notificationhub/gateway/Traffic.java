package io.notificationhub.gateway;

import java.util.Locale;

/**
 * What calls of a service are for. Each kind has a time-out of its own and, with each service, a circuit breaker of its own: a count over all dead
 * letters that takes too long closes the way for no producer.
 */
enum Traffic {
    PRODUCERS,
    OPERATORS,
    CALLBACKS,
    /** Whatever counts: the dashboard, the desk's figures, the console that shows them. */
    STATISTICS;

    /** The name in logs and metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

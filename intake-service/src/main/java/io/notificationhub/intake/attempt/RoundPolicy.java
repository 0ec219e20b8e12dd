package io.notificationhub.intake.attempt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rounds of an attempt.
 *
 * @param rounds hand-overs in all, until an attempt is exhausted; a replay begins to count anew
 * @param firstWait wait before the second; doubles with every further one
 * @param longestWait its bound
 * @param jitter the wait is varied by this share either way
 */
@Validated
@ConfigurationProperties("hub.rounds")
public record RoundPolicy(
        @DefaultValue("5") int rounds,
        @DefaultValue("1s") Duration firstWait,
        @DefaultValue("60s") Duration longestWait,
        @DefaultValue("0.2") double jitter) {

    /** Retries after the first round. */
    int maxRetries() {
        return rounds - 1;
    }

    /**
     * The wait before the given retry, 1 for the first.
     *
     * @param luck uniform in [0, 1)
     */
    Duration wait(int retry, double luck) {
        long nominal = firstWait.toMillis() << Math.min(retry - 1, 30);
        long bounded = Math.min(nominal, longestWait.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 + jitter * (2 * luck - 1))));
    }
}

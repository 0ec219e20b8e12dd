package io.notificationhub.delivery.kernel;

import java.time.Duration;

/**
 * How fast one vendor account may be called.
 *
 * @param perSecond calls a second, by all workers together
 * @param reserved share of the tokens that only the priority lane may use
 * @param slowest share of {@code perSecond} below which refusals don't push the rate
 * @param recovery share of {@code perSecond} that a second of accepted calls gives back
 */
public record BucketSettings(double perSecond, double reserved, double slowest, double recovery) {
    /** A second refusal within this time tells nothing new: its call left before the first one was heard. */
    public static final Duration BETWEEN_CUTS = Duration.ofSeconds(1);

    /** A longer {@code Retry-After} is not believed at once. */
    public static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    /** Two tokens at least, or the reserve would leave none for bulk. */
    static double capacity(double rate) {
        return Math.max(2, rate);
    }

    static Duration silence(Duration retryAfter) {
        return retryAfter.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : retryAfter;
    }
}

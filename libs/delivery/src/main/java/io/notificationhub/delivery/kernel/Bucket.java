package io.notificationhub.delivery.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The tokens of one vendor account. They come at a rate, up to a second's worth; of those a share is left for the priority lane. The rate is halved
 * by {@link #slowDown} and grows back while calls are accepted. Never fails.
 */
public interface Bucket {

    /**
     * Wishes of everyone who waits.
     *
     * @param accepted calls that the vendor took since the last time
     */
    record Ask(int priority, int bulk, int accepted) {}

    /**
     * Tokens that were given, at most as many as asked for.
     *
     * @param askAgain when more may be there; zero if nothing was refused
     */
    record Grant(int priority, int bulk, Duration askAgain) {}

    Mono<Grant> take(Ask ask);

    /** The vendor said that we send too much, and perhaps for how long it wants to hear nothing. */
    Mono<Void> slowDown(@Nullable Duration retryAfter);

    /** Tokens a second, as last known. */
    double rate();
}

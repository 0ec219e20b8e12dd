package io.notificationhub.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Tells a Redis that is late from one that is away. In a process that has just started, or on a crowded machine, commands time out before they are even sent,
 * while Redis is well. What would rather wait a moment than take that for an outage asks again, until Redis has answered nothing at all for two seconds
 * although it was asked. Then it is away: everybody asks once, until it answers.
 */
public final class RedisPatience {
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    static final Duration AWAY_AFTER = Duration.ofSeconds(2);
    private static final int MOST_TIMES = 20;
    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final LongSupplier nanos;
    /** When it was first asked since its last answer. */
    private final AtomicLong waitingSince = new AtomicLong(NOT_WAITING);

    private final RetryBackoffSpec again = Retry.fixedDelay(MOST_TIMES, AGAIN_AFTER)
            .filter(this::isLate)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    public RedisPatience() {
        this(System::nanoTime);
    }

    RedisPatience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * The answer to a command, within {@link RedisAnswers#inTime} each time.
     *
     * @param command is given anew with each subscription, and does no harm if it is given twice
     */
    public <T> Mono<T> ask(Mono<T> command) {
        Mono<T> once = Mono.defer(() -> {
            waitingSince.compareAndSet(NOT_WAITING, nanos.getAsLong());
            return command.transform(RedisAnswers::inTime).doOnSuccess(answer -> waitingSince.set(NOT_WAITING));
        });
        // Nearly always once is enough, and what repeats is not for free.
        return once.onErrorResume(this::isLate, late -> once.retryWhen(again));
    }

    private boolean isLate(Throwable error) {
        if (!(error instanceof QueryTimeoutException)) {
            return false;
        }
        long since = waitingSince.get();
        return since == NOT_WAITING || nanos.getAsLong() - since < AWAY_AFTER.toNanos();
    }
}

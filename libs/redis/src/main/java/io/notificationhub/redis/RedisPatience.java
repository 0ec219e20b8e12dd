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
 * while Redis is well. What would rather wait a moment than take that for an outage asks again, for as long as Redis answers anything: one that has answered
 * nothing for two seconds is away, and is asked once.
 */
public final class RedisPatience {
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration AWAY_AFTER = Duration.ofSeconds(2);
    private static final int MOST_TIMES = 20;

    private final LongSupplier nanos;
    private final AtomicLong lastAnswer;
    private final RetryBackoffSpec again = Retry.fixedDelay(MOST_TIMES, AGAIN_AFTER)
            .filter(this::isLate)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    public RedisPatience() {
        this(System::nanoTime);
    }

    RedisPatience(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastAnswer = new AtomicLong(nanos.getAsLong());
    }

    /**
     * The answer to a command, within {@link RedisAnswers#inTime} each time.
     *
     * @param command is given anew with each subscription, and does no harm if it is given twice
     */
    public <T> Mono<T> ask(Mono<T> command) {
        Mono<T> once = command.transform(RedisAnswers::inTime).doOnSuccess(answer -> lastAnswer.set(nanos.getAsLong()));
        return once.onErrorResume(
                this::isLate, late -> Mono.delay(AGAIN_AFTER).then(once).retryWhen(again));
    }

    private boolean isLate(Throwable error) {
        return error instanceof QueryTimeoutException && nanos.getAsLong() - lastAnswer.get() < AWAY_AFTER.toNanos();
    }
}

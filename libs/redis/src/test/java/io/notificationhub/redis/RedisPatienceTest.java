package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;

class RedisPatienceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger times = new AtomicInteger();
    private final RedisPatience patience = new RedisPatience(nanos::get);

    @Test
    void oneThatIsLateIsAskedAgain() {
        isAskedAgain();
    }

    /** A worker that has just started, or had nothing to do, knows nothing of Redis yet. */
    @Test
    void howLongNobodyAskedDoesNotCount() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        isAskedAgain();
    }

    @Test
    void oneThatAnswersNothingForTwoSecondsIsAwayAndAskedOnce() {
        assertThatThrownBy(() -> patience.ask(hanging()).block(SOON)).isInstanceOf(QueryTimeoutException.class);
        assertThat(times).hasValue(3);
        times.set(0);

        isAskedOnce(failing(1, new QueryTimeoutException("late")));
    }

    @Test
    void anyAnswerSaysThatItIsBack() {
        assertThatThrownBy(() -> patience.ask(hanging()).block(SOON)).isInstanceOf(QueryTimeoutException.class);
        patience.ask(Mono.empty()).block(SOON);
        times.set(0);

        isAskedAgain();
    }

    @Test
    void oneThatIsDisconnectedIsNotLate() {
        isAskedOnce(failing(1, new DataAccessResourceFailureException("gone")));
    }

    private void isAskedAgain() {
        assertThat(patience.ask(failing(3, new QueryTimeoutException("late"))).block(SOON))
                .isEqualTo("answer");
        assertThat(times).hasValue(4);
    }

    private void isAskedOnce(Mono<String> command) {
        assertThatThrownBy(() -> patience.ask(command).block(SOON)).isNotNull();
        assertThat(times).hasValue(1);
    }

    private Mono<String> hanging() {
        return Mono.defer(() -> {
            times.incrementAndGet();
            nanos.addAndGet(Duration.ofMillis(700).toNanos());
            return Mono.error(new QueryTimeoutException("late"));
        });
    }

    private Mono<String> failing(int failures, RuntimeException error) {
        return Mono.defer(() -> times.incrementAndGet() <= failures ? Mono.error(error) : Mono.just("answer"));
    }
}

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
        assertThat(patience.ask(failing(3, new QueryTimeoutException("late"))).block(SOON))
                .isEqualTo("answer");
        assertThat(times).hasValue(4);
    }

    @Test
    void oneThatHasAnsweredNothingForTwoSecondsIsAskedOnce() {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        isAskedOnce(failing(1, new QueryTimeoutException("late")));
    }

    @Test
    void oneThatGoesAwayMeanwhileIsNotAskedForEver() {
        Mono<String> hanging = Mono.defer(() -> {
            times.incrementAndGet();
            nanos.addAndGet(Duration.ofMillis(700).toNanos());
            return Mono.error(new QueryTimeoutException("late"));
        });

        assertThatThrownBy(() -> patience.ask(hanging).block(SOON)).isInstanceOf(QueryTimeoutException.class);
        assertThat(times).hasValue(3);
    }

    @Test
    void anyAnswerSaysThatItIsThere() {
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        patience.ask(Mono.empty()).block(SOON);

        assertThat(patience.ask(failing(1, new QueryTimeoutException("late"))).block(SOON))
                .isEqualTo("answer");
    }

    @Test
    void oneThatIsDisconnectedIsNotLate() {
        isAskedOnce(failing(1, new DataAccessResourceFailureException("gone")));
    }

    private void isAskedOnce(Mono<String> command) {
        assertThatThrownBy(() -> patience.ask(command).block(SOON)).isNotNull();
        assertThat(times).hasValue(1);
    }

    private Mono<String> failing(int failures, RuntimeException error) {
        return Mono.defer(() -> times.incrementAndGet() <= failures ? Mono.error(error) : Mono.just("answer"));
    }
}

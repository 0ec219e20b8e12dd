package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** More requests at once than a refill brings. */
class ProducerLimitTest {
    private static final Duration LATER = Duration.ofMillis(25);

    private final Deque<Sinks.One<Buckets.Grant>> asked = new ArrayDeque<>();
    private final Buckets shared = (bucket, size, period, most) -> {
        Sinks.One<Buckets.Grant> answer = Sinks.one();
        asked.add(answer);
        return answer.asMono();
    };

    @Test
    void whoFindsNothingLeftAsksAgain() {
        ProducerLimit limit = new ProducerLimit("key", 39, shared, new SimpleMeterRegistry());
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            limit.take().subscribe(waits::add);
        }
        assertThat(asked).as("all wait for one refill").hasSize(1);

        grant(1);
        assertThat(waits).containsExactly(Duration.ZERO);

        grant(1);
        assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO);

        grant(0);
        assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO, LATER);

        limit.take().subscribe(waits::add);
        grant(1);
        assertThat(waits).hasSize(4).last().isEqualTo(Duration.ZERO);
        assertThat(asked).isEmpty();
    }

    @Test
    void aBucketThatAnswersAtOnceServesAllOfThem() {
        Buckets own = (bucket, size, period, most) -> Mono.just(new Buckets.Grant(1, Duration.ZERO));
        ProducerLimit limit = new ProducerLimit("key", 1, own, new SimpleMeterRegistry());

        for (int i = 0; i < 1000; i++) {
            assertThat(limit.take().block(Duration.ofSeconds(10))).isEqualTo(Duration.ZERO);
        }
    }

    private void grant(int tokens) {
        asked.remove()
                .emitValue(
                        new Buckets.Grant(tokens, tokens == 0 ? LATER : Duration.ZERO),
                        Sinks.EmitFailureHandler.FAIL_FAST);
    }
}

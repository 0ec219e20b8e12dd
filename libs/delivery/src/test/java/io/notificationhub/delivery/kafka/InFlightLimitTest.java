package io.notificationhub.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private static final long SLOW = 1_000;
    private static final long FAST = SLOW - 1;

    private final InFlightLimit limit = new InFlightLimit(1_000, SLOW);

    @Test
    void beginsWithFewAndDoublesWithEveryRoundOfQuickOnes() {
        assertThat(limit.get()).isEqualTo(10);

        round(FAST);
        assertThat(limit.get()).isEqualTo(20);

        round(FAST);
        assertThat(limit.get()).isEqualTo(40);
    }

    @Test
    void neverExceedsTheMost() {
        IntStream.range(0, 10).forEach(i -> round(FAST));

        assertThat(limit.get()).isEqualTo(1_000);
    }

    @Test
    void doesNotGrowWhileLessThanHalfOfItIsUsed() {
        IntStream.range(0, 100).forEach(i -> limit.done(FAST, 4));

        assertThat(limit.get()).isEqualTo(10);
    }

    @Test
    void slowOnesLowerItAtOnceButNeverBelowTheLeast() {
        IntStream.range(0, 10).forEach(i -> round(FAST));

        IntStream.range(0, 7).forEach(i -> limit.done(SLOW, 1_000));
        assertThat(limit.get()).isEqualTo(478);

        IntStream.range(0, 100).forEach(i -> limit.done(SLOW, 1_000));
        assertThat(limit.get()).isEqualTo(InFlightLimit.LEAST);
    }

    /** The stalls of a healthy vendor must not cost its throughput. */
    @Test
    void oneSlowOneInAHundredLeavesNearlyAll() {
        IntStream.range(0, 100_000).forEach(i -> limit.done(i % 100 == 0 ? SLOW : FAST, limit.get()));

        assertThat(limit.get()).isBetween(890, 1_000);
    }

    @Test
    void whenEveryTenthIsSlowFewAreLeft() {
        IntStream.range(0, 100_000).forEach(i -> limit.done(i % 10 == 0 ? SLOW : FAST, limit.get()));

        assertThat(limit.get()).isBetween(75, 100);
    }

    @Test
    void beginsAnewWhenItsKnowledgeIsOld() {
        IntStream.range(0, 10).forEach(i -> round(FAST));

        limit.restart();

        assertThat(limit.get()).isEqualTo(10);
    }

    @Test
    void aSmallMostIsTheLimitFromTheStart() {
        InFlightLimit small = new InFlightLimit(3, SLOW);
        IntStream.range(0, 100).forEach(i -> small.done(SLOW, 3));

        assertThat(small.get()).isEqualTo(3);
    }

    private void round(long nanos) {
        int inWork = limit.get();
        IntStream.range(0, inWork).forEach(i -> limit.done(nanos, inWork));
    }
}

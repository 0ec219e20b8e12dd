package io.notificationhub.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private static final long SLOW = Duration.ofMillis(2_500).toNanos();
    private static final long FAST = SLOW - 1;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final InFlightLimit limit = new InFlightLimit(1_000, SLOW, 0);
    private long now;

    @Test
    void beginsWithFewAndDoublesWithEveryRoundOfQuickOnes() {
        assertThat(limit.get()).isEqualTo(10);

        round();
        assertThat(limit.get()).isEqualTo(20);

        round();
        assertThat(limit.get()).isEqualTo(40);
    }

    @Test
    void neverExceedsTheMost() {
        toTheMost();

        assertThat(limit.get()).isEqualTo(1_000);
    }

    @Test
    void doesNotGrowWhileLessThanHalfOfItIsUsed() {
        IntStream.range(0, 100).forEach(i -> limit.done(now, FAST, 4));

        assertThat(limit.get()).isEqualTo(10);
    }

    @Test
    void halvesTwiceASecondWhileManyAreSlowButNeverBelowTheLeast() {
        toTheMost();

        // The first half of it still has the quick ones of before.
        seconds(1, 20, 1);
        assertThat(limit.get()).isEqualTo(500);

        seconds(10, 20, 1);
        assertThat(limit.get()).isEqualTo(InFlightLimit.LEAST);
    }

    /** What began together stalls together and comes back together: that must not cost a healthy vendor its throughput. */
    @Test
    void oneSlowOneInAHundredCostsNothingEvenIfTheyComeInBursts() {
        toTheMost();

        for (int i = 0; i < 10; i++) {
            seconds(1, 8_000, 100);
            IntStream.range(0, 80).forEach(burst -> limit.done(now, SLOW, 1_000));
            seconds(1, 8_000, 100);
        }

        assertThat(limit.get()).isEqualTo(1_000);
    }

    @Test
    void whenEveryFifthIsSlowFewAreLeft() {
        toTheMost();

        seconds(10, 100, 5);

        assertThat(limit.get()).isEqualTo(InFlightLimit.LEAST);
    }

    @Test
    void aLoneSlowOneIsNoJudgement() {
        round();

        IntStream.range(0, 4).forEach(i -> limit.done(now += SECOND, SLOW, 10));

        assertThat(limit.get()).isEqualTo(20);
    }

    @Test
    void growsAgainWhenTheSlownessIsOver() {
        toTheMost();
        seconds(10, 20, 1);

        seconds(5, 1_000, 1_000_000);

        assertThat(limit.get()).isEqualTo(1_000);
    }

    @Test
    void beginsAnewWhenItsKnowledgeIsOld() {
        toTheMost();

        limit.restart();

        assertThat(limit.get()).isEqualTo(10);
    }

    @Test
    void aSmallMostIsTheLimitFromTheStart() {
        InFlightLimit small = new InFlightLimit(3, SLOW, 0);
        IntStream.range(0, 100).forEach(i -> small.done(i * SECOND, SLOW, 3));

        assertThat(small.get()).isEqualTo(3);
    }

    private void toTheMost() {
        IntStream.range(0, 10).forEach(i -> round());
    }

    private void round() {
        int inWork = limit.get();
        IntStream.range(0, inWork).forEach(i -> limit.done(now, FAST, inWork));
    }

    /** So many a second, of which each {@code oneIn}-th is slow, with all of the limit in use. */
    private void seconds(int seconds, int perSecond, int oneIn) {
        for (int i = 1; i <= seconds * perSecond; i++) {
            now += SECOND / perSecond;
            limit.done(now, i % oneIn == 0 ? SLOW : FAST, limit.get());
        }
    }
}

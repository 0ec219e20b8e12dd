package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {
    private static final Instant START = Instant.parse("2026-05-04T09:30:51.004Z");

    @Test
    void anIdIsAVersion7UuidOfTheClocksMillisecond() {
        UUID id = Ids.uuid7(Clock.fixed(START, ZoneOffset.UTC), new Random(1)).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
    }

    static Stream<Arguments> clocks() {
        return Stream.of(
                clock("stands still", now -> now),
                clock("ticks", now -> now.plusNanos(37_000)),
                clock("creeps back", now -> now.minusMillis(1)),
                clock("steps back an hour, again and again", now -> now.minus(Duration.ofHours(1))),
                clock("jumps a day ahead and back", new UnaryOperator<>() {
                    private boolean ahead;

                    @Override
                    public Instant apply(Instant now) {
                        ahead = !ahead;
                        return ahead ? now.plus(Duration.ofDays(1)) : now.minus(Duration.ofDays(1));
                    }
                }));
    }

    private static Arguments clock(String how, UnaryOperator<Instant> step) {
        return Arguments.of(how, step);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clocks")
    void idsIncreaseStrictlyWhateverTheClockDoes(String how, UnaryOperator<Instant> step) {
        long seed = RandomGenerator.getDefault().nextLong();
        Ids ids = Ids.uuid7(new SteppedClock(step), new Random(seed));
        Set<UUID> seen = HashSet.newHashSet(100_000);
        UUID last = new UUID(0, 0);
        for (int i = 0; i < 100_000; i++) {
            UUID next = ids.next();
            assertThat(unsigned(next)).as("%s, id %s, seed %s", how, i, seed).isGreaterThan(unsigned(last));
            assertThat(next.version()).isEqualTo(7);
            assertThat(next.variant()).isEqualTo(2);
            seen.add(next);
            last = next;
        }
        assertThat(seen).hasSize(100_000);
    }

    /** PostgreSQL's order: byte by byte. Java's own compares signed. */
    private static String unsigned(UUID id) {
        return id.toString();
    }

    @Test
    void manyThreadsNeverGetTheSame() {
        Ids ids = Ids.uuid7(Clock.fixed(START, ZoneOffset.UTC), new Random(2));
        Set<UUID> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 8).parallel().forEach(thread -> {
            for (int i = 0; i < 20_000; i++) {
                seen.add(ids.next());
            }
        });

        assertThat(seen).hasSize(160_000);
    }

    /** Moves by one step each time it is read. */
    private static final class SteppedClock extends Clock {
        private final UnaryOperator<Instant> step;
        private Instant now = START;

        SteppedClock(UnaryOperator<Instant> step) {
            this.step = step;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = step.apply(now);
            return now;
        }
    }
}

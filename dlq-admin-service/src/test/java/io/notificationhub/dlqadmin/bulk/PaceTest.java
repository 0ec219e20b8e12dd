package io.notificationhub.dlqadmin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

class PaceTest {
    private static final int LANES = 4;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final AtomicInteger turns = new AtomicInteger();

    @AfterEach
    void backToRealTime() {
        VirtualTimeScheduler.reset();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 900, 10_000})
    void severalLanesTogetherKeepToTheRate(int perSecond) {
        Disposable lanes = lanes(new Pace(perSecond, this::nanos));
        for (int second = 1; second <= 3; second++) {
            time.advanceTimeBy(Duration.ofSeconds(1));
            // One begins at once, and a turn may come up to a millisecond early.
            assertThat(turns.get()).isBetween(second * perSecond - 1, second * perSecond + 1 + perSecond / 1000);
        }
        lanes.dispose();
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        Pace pace = new Pace(10, this::nanos);
        time.advanceTimeBy(Duration.ofMinutes(1));

        Disposable lanes = lanes(pace);
        time.advanceTimeBy(Duration.ofMillis(950));

        assertThat(turns.get()).isEqualTo(10);
        lanes.dispose();
    }

    private Disposable lanes(Pace pace) {
        return Flux.range(0, LANES)
                .flatMap(
                        lane -> pace.turn()
                                .doOnSuccess(done -> turns.incrementAndGet())
                                .repeat(),
                        LANES)
                .subscribe();
    }

    private long nanos() {
        Scheduler now = time;
        return now.now(TimeUnit.NANOSECONDS);
    }
}

package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalBucketTest extends BucketContract {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);

    @Override
    protected Bucket bucket(BucketSettings settings) {
        return new LocalBucket(settings, () -> 1, clock);
    }

    @Override
    protected void pass(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }

    @Test
    void aProcessKeepsToItsShare() {
        Bucket bucket = new LocalBucket(HUNDRED, () -> 0.25, clock);
        bucket.take(new Bucket.Ask(100, 0, 0)).block();

        pass(Duration.ofMillis(400));

        assertThat(bucket.take(new Bucket.Ask(100, 0, 0)).block())
                .isEqualTo(new Bucket.Grant(10, 0, Duration.ofMillis(40)));
    }

    @Test
    void aClockThatStepsBackStopsNobody() {
        Bucket bucket = bucket(HUNDRED);
        bucket.take(new Bucket.Ask(100, 0, 0)).block();
        pass(Duration.ofHours(-1));
        bucket.take(new Bucket.Ask(100, 0, 0)).block();

        pass(Duration.ofMillis(100));

        assertThat(bucket.take(new Bucket.Ask(100, 0, 0)).block())
                .isEqualTo(new Bucket.Grant(10, 0, Duration.ofMillis(10)));
    }
}

package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every kind of bucket promises. An hour is needed for a token here, so that no test meets a refill it didn't ask for. */
public abstract class BucketContract {
    protected static final BucketSettings HUNDRED = new BucketSettings(100, 0.3, 0.05, 0.05);

    /** A bucket that is full. */
    protected abstract Bucket bucket(BucketSettings settings);

    /** Lets time pass for the bucket. */
    protected abstract void pass(Duration time);

    @Test
    void bulkLeavesTheReserveToPriority() {
        Bucket bucket = bucket(HUNDRED);

        assertThat(take(bucket, 0, 500).bulk()).isBetween(70, 75);
        assertThat(take(bucket, 500, 0).priority()).isBetween(28, 45);
    }

    @Test
    void priorityComesFirst() {
        Bucket bucket = bucket(HUNDRED);

        Bucket.Grant grant = take(bucket, 100, 500);

        assertThat(grant.priority()).isEqualTo(100);
        assertThat(grant.bulk()).isZero();
        assertThat(grant.askAgain()).isPositive();
    }

    @Test
    void whoGetsAllNeedNotAskAgain() {
        assertThat(take(bucket(HUNDRED), 3, 4)).isEqualTo(new Bucket.Grant(3, 4, Duration.ZERO));
    }

    @Test
    void tokensComeAtTheRate() {
        Bucket bucket = bucket(HUNDRED);
        take(bucket, 100, 0);

        pass(Duration.ofMillis(300));

        assertThat(take(bucket, 100, 0).priority()).isBetween(29, 60);
    }

    @Test
    void aBucketOfOneASecondServesBulkToo() {
        assertThat(take(bucket(new BucketSettings(1, 0.3, 0.05, 0.05)), 0, 5).bulk())
                .isPositive();
    }

    @Test
    void aComplaintHalvesTheRateOnceHoweverManyCallsHearIt() {
        Bucket bucket = bucket(HUNDRED);
        for (int i = 0; i < 10; i++) {
            bucket.slowDown(null).block();
        }
        take(bucket, 500, 0);

        pass(Duration.ofMillis(300));

        assertThat(take(bucket, 500, 0).priority()).isBetween(14, 30);
        assertThat(bucket.rate()).isEqualTo(50);
    }

    @Test
    void acceptedCallsBringTheRateBackSlowly() {
        Bucket bucket = bucket(HUNDRED);
        bucket.slowDown(null).block();

        pass(Duration.ofSeconds(1));
        bucket.take(new Bucket.Ask(1, 0, 10)).block();

        assertThat(bucket.rate()).isBetween(54.0, 56.0);
    }

    @Test
    void nothingIsGivenUntilRetryAfterIsOver() {
        Bucket bucket = bucket(HUNDRED);
        bucket.slowDown(Duration.ofMillis(400)).block();

        Bucket.Grant silent = take(bucket, 10, 10);
        assertThat(silent.priority() + silent.bulk()).isZero();
        assertThat(silent.askAgain()).isBetween(Duration.ofMillis(100), Duration.ofMillis(400));

        pass(Duration.ofMillis(450));
        assertThat(take(bucket, 10, 0).priority()).isEqualTo(10);
    }

    private static Bucket.Grant take(Bucket bucket, int priority, int bulk) {
        return Objects.requireNonNull(
                bucket.take(new Bucket.Ask(priority, bulk, 0)).block());
    }
}

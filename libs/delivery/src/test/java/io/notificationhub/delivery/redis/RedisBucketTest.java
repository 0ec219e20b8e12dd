package io.notificationhub.delivery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.kernel.Bucket;
import io.notificationhub.delivery.kernel.BucketContract;
import io.notificationhub.delivery.kernel.BucketSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisBucketTest extends BucketContract {
    private static final RedisConnection CONNECTION = new RedisConnection();

    private final String account = "push:" + UUID.randomUUID();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }

    @Override
    protected Bucket bucket(BucketSettings settings) {
        return replica(settings, UUID.randomUUID().toString());
    }

    private Bucket replica(BucketSettings settings, String owner) {
        return new RedisBucket(CONNECTION.redis(), account, owner, settings, Clock.systemUTC(), metrics);
    }

    /** Redis has the clock, so its time really passes. */
    @Override
    protected void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() >= until);
    }

    @Test
    void replicasShareOneAccount() {
        int first = priority(replica(HUNDRED, "a"), 60);
        int second = priority(replica(HUNDRED, "b"), 60);

        assertThat(first).isEqualTo(60);
        assertThat(second).isBetween(40, 55);
    }

    @Test
    void whatOneReplicaWasToldTheOthersHeed() {
        Bucket told = replica(HUNDRED, "a");
        Bucket other = replica(HUNDRED, "b");

        told.slowDown(Duration.ofSeconds(30)).block();

        assertThat(priority(other, 10)).isZero();
        assertThat(other.rate()).isEqualTo(50);
    }

    @Test
    void withoutRedisEachReplicaKeepsToItsShare() {
        Bucket first = replica(HUNDRED, "a");
        priority(first, 1);
        priority(replica(HUNDRED, "b"), 1);
        priority(first, 1);

        CONNECTION.without(() -> {
            int taken = priority(first, 500);
            assertThat(taken).as("half the account's, by two replicas").isBetween(25, 75);
            assertThat(metrics.get("hub.quota.local").counter().count()).isPositive();
        });
    }

    private static int priority(Bucket bucket, int wishes) {
        return Objects.requireNonNull(bucket.take(new Bucket.Ask(wishes, 0, 0)).block())
                .priority();
    }
}

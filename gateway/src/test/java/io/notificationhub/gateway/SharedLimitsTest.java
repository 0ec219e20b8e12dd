package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.data.redis.port=${test.redis-port}")
class SharedLimitsTest extends GatewayTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SharedBuckets mine;
    private final SharedBuckets another;
    private final ReactiveStringRedisTemplate redis;
    private final MeterRegistry metrics;
    private final String bucket;

    SharedLimitsTest(
            @Autowired SharedBuckets mine,
            @Autowired ReactiveStringRedisTemplate redis,
            @Autowired MeterRegistry metrics,
            @Autowired Clock clock) {
        this.mine = mine;
        this.another = new SharedBuckets(redis, new LocalBuckets(metrics), metrics);
        this.redis = redis;
        this.metrics = metrics;
        this.bucket = "test:" + clock.instant();
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("test.redis-port", () -> SharedInfrastructure.get().redisPort());
    }

    @BeforeEach
    void redisAnswers() {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> redis.hasKey("any").blockOptional().isPresent());
    }

    @Test
    void allGatewaysTakeFromOneBucket() {
        assertThat(tokens(mine, 3, 2)).isEqualTo(2);
        assertThat(tokens(another, 3, 2)).as("what is left").isEqualTo(1);
        assertThat(tokens(mine, 3, 2)).isZero();

        Buckets.Grant none = another.take(bucket, 3, HOUR, 1).block(SOON);
        assertThat(none).isNotNull();
        assertThat(none.delay()).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
    }

    @Test
    void withoutRedisTheDoorStaysOpenAndEachGatewayCountsForItself() throws Exception {
        String request = "GET /api/v1/admin/dlq HTTP/1.1";
        assertThat(raw().request(request, "X-Admin-Token: " + TOKEN).status()).isEqualTo(200);
        SharedInfrastructure.get().redis().stop();
        try {
            double before = metrics.counter("hub.gateway.limits.local").count();

            assertThat(raw().request(request, "X-Admin-Token: " + TOKEN).status())
                    .isEqualTo(200);
            assertThat(tokens(mine, 3, 5)).isEqualTo(3);
            assertThat(tokens(mine, 3, 5)).isZero();
            assertThat(metrics.counter("hub.gateway.limits.local").count()).isGreaterThan(before);
        } finally {
            SharedInfrastructure.get().redis().start();
        }
        double local = metrics.counter("hub.gateway.limits.local").count();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tokens(mine, 1000, 1)).isEqualTo(1));
        await().atMost(SOON).until(() -> {
            double now = metrics.counter("hub.gateway.limits.local").count();
            tokens(mine, 1000, 1);
            return metrics.counter("hub.gateway.limits.local").count() == now && now >= local;
        });
    }

    private int tokens(SharedBuckets buckets, int size, int most) {
        Buckets.Grant grant = buckets.take(bucket, size, HOUR, most).block(SOON);
        assertThat(grant).isNotNull();
        return grant.tokens();
    }
}

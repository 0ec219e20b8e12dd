package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;

@TestPropertySource(properties = "spring.data.redis.port=${test.redis-port}")
class SharedReplayTest extends GatewayTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AcceptedCallbacks mine;
    private final AcceptedCallbacks another;
    private final ReactiveStringRedisTemplate redis;
    private final MeterRegistry metrics;
    private final Clock clock;

    SharedReplayTest(
            @Autowired AcceptedCallbacks mine,
            @Autowired WebhookProperties properties,
            @Autowired ReactiveStringRedisTemplate redis,
            @Autowired MeterRegistry metrics,
            @Autowired Clock clock) {
        this.mine = mine;
        this.another = new AcceptedCallbacks(properties, redis, metrics);
        this.redis = redis;
        this.metrics = metrics;
        this.clock = clock;
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
    void whatOneGatewayAcceptedAnotherRefuses() {
        UUID callback = new UUID(clock.millis(), 1);

        assertThat(done(mine.claim(callback))).isTrue();
        assertThat(done(another.claim(callback))).isFalse();
    }

    @Test
    void whatOneGatewayGaveBackAnotherTakes() {
        UUID callback = new UUID(clock.millis(), 2);
        assertThat(done(mine.claim(callback))).isTrue();

        mine.release(callback).block(SOON);

        assertThat(done(another.claim(callback))).isTrue();
        assertThat(done(mine.claim(callback))).isFalse();
    }

    @Test
    void withoutRedisTheDoorStaysOpenAndEachGatewayRemembersItsOwn() throws Exception {
        SharedInfrastructure.get().redis().stop();
        try {
            double before = metrics.counter("hub.gateway.replay.local").count();
            SignedCallback callback = SignedCallback.of("fcm", "new-secret", clock.millis(), "no redis");

            assertThat(callback.sendTo(raw()).status()).isEqualTo(200);
            assertThat(callback.sendTo(raw()).isProblem("INVALID_SIGNATURE")).isTrue();
            assertThat(metrics.counter("hub.gateway.replay.local").count()).isGreaterThan(before);
        } finally {
            SharedInfrastructure.get().redis().start();
        }
    }

    private static boolean done(Mono<Boolean> claim) {
        return claim.blockOptional(SOON).orElseThrow();
    }
}

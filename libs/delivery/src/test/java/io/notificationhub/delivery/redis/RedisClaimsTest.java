package io.notificationhub.delivery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.kernel.Claim;
import io.notificationhub.delivery.kernel.Claims;
import io.notificationhub.delivery.kernel.ClaimsContract;
import io.notificationhub.delivery.kernel.LocalClaims;
import io.notificationhub.redis.RedisAutoConfiguration;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.support.TestPropertySourceUtils;

class RedisClaimsTest extends ClaimsContract {
    private static final AtomicReference<ConfigurableApplicationContext> CONTEXT = new AtomicReference<>();

    @BeforeAll
    static void connect() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                context,
                "spring.data.redis.host=127.0.0.1",
                "spring.data.redis.port=" + SharedInfrastructure.get().redisPort(),
                "spring.data.redis.timeout=200ms");
        context.register(
                RedisAutoConfiguration.class,
                DataRedisAutoConfiguration.class,
                DataRedisReactiveAutoConfiguration.class);
        context.refresh();
        CONTEXT.set(context);
    }

    @AfterAll
    static void disconnect() {
        CONTEXT.get().close();
    }

    @Override
    protected Claims worker() {
        return worker(LEASE);
    }

    private static Claims worker(Duration lease) {
        return new RedisClaims(
                CONTEXT.get().getBean(ReactiveStringRedisTemplate.class),
                new LocalClaims(lease, Clock.systemUTC()),
                UUID.randomUUID().toString(),
                lease,
                new SimpleMeterRegistry());
    }

    private static void awaitReconnect() {
        ReactiveStringRedisTemplate redis = CONTEXT.get().getBean(ReactiveStringRedisTemplate.class);
        await().ignoreExceptions()
                .until(() -> redis.opsForValue()
                        .set("reconnected", "yes")
                        .blockOptional()
                        .orElse(false));
    }

    @Test
    void anotherWorkersRoundIsHeld() {
        worker().claim(attempt(), 1).block();

        assertThat(worker().claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
    }

    @Test
    void anotherWorkersOutcomeIsKnown() {
        worker().claim(attempt(), 1).block();
        worker().settle(result(attempt())).block();

        assertThat(worker().claim(attempt(), 1).block()).isEqualTo(new Claim.Settled(result(attempt())));
    }

    @Test
    void aDeadWorkersRoundIsLapsedAndBelongsToWhoeverFoundIt() {
        worker(Duration.ofMillis(1)).claim(attempt(), 1).block();
        Claims finder = worker();

        await().until(() -> finder.claim(attempt(), 1).block() instanceof Claim.Lapsed);

        assertThat(worker().claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
    }

    @Test
    void whoLostItsLeaseCanNeitherRenewNorRelease() {
        Claims slow = worker(Duration.ofMillis(1));
        slow.claim(attempt(), 1).block();
        Claims quick = worker();
        await().until(() -> quick.claim(attempt(), 1).block() instanceof Claim.Lapsed);

        slow.release(attempt(), 1, 5).block();

        assertThat(worker().claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
    }

    @Test
    void withoutRedisTheProcessClaimsAlone() {
        Claims worker = worker();
        worker.claim(attempt(), 1).block();
        SharedInfrastructure.get().redis().stop();
        try {
            assertThat(worker.claim(attempt(), 2).block(Duration.ofSeconds(2))).isInstanceOf(Claim.Granted.class);
            assertThat(worker.claim(attempt(), 1).block(Duration.ofSeconds(2)))
                    .as("a claim made before the outage")
                    .isInstanceOf(Claim.Held.class);
        } finally {
            SharedInfrastructure.get().redis().start();
            awaitReconnect();
        }
    }
}

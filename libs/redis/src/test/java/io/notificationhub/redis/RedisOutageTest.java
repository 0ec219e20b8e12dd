package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.resource.ClientResources;
import io.notificationhub.testkit.SharedInfrastructure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Redis that is down or hangs costs a service an error, not its time. Lettuce's own defaults would wait a minute. */
@SpringBootTest(classes = RedisOutageTest.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RedisOutageTest {
    /** Half a second in which a command should be back, and room for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Configuration
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    ReactiveStringRedisTemplate redis;

    @Autowired
    LettuceConnectionFactory connections;

    @Autowired
    ClientResources resources;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        registry.add("spring.data.redis.port", () -> SharedInfrastructure.get().redisPort());
    }

    @BeforeEach
    void connected() {
        await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    @AfterEach
    void redisIsBack() throws IOException, InterruptedException {
        if (SharedInfrastructure.get().redis().alive()) {
            signal("CONT");
        }
        SharedInfrastructure.get().redis().start();
    }

    private boolean answers() {
        Signal<String> answer =
                redis.opsForValue().get("x").defaultIfEmpty("").materialize().block(SOON);
        return Objects.requireNonNull(answer).isOnNext();
    }

    @Test
    void whileRedisIsDownEveryCommandFailsAtOnceAndNoneIsDoneLater() {
        redis.delete("counter").block(SOON);
        SharedInfrastructure.get().redis().kill();
        await().atMost(SOON).until(() -> !answers());

        List<Signal<Long>> answers = Flux.merge(IntStream.range(0, 1_000)
                        .mapToObj(i -> redis.opsForValue().increment("counter").materialize())
                        .toList())
                .collectList()
                .block(SOON);

        assertThat(answers).hasSize(1_000).allMatch(Signal::isOnError);
        SharedInfrastructure.get().redis().start();
        await().atMost(Duration.ofSeconds(20)).until(this::answers);
        assertThat(redis.opsForValue().increment("counter").block(SOON))
                .as("none of them was queued")
                .isEqualTo(1);
    }

    @Test
    void aRedisThatHangsIsGivenUpAfterItsTimeout() throws IOException, InterruptedException {
        signal("STOP");

        assertThatThrownBy(() -> redis.opsForValue().get("x").block(SOON)).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> redis.opsForValue().get("x").block(SOON)).isInstanceOf(DataAccessException.class);

        signal("CONT");
        await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    @Test
    void aServiceThatStartsWithoutRedisFailsAsFastAndFindsItLater() {
        SharedInfrastructure.get().redis().kill();
        connections.resetConnection();

        for (int i = 0; i < 5; i++) {
            Mono<String> command = redis.opsForValue().get("x");
            assertThatThrownBy(() -> command.block(SOON)).isInstanceOf(DataAccessException.class);
        }

        SharedInfrastructure.get().redis().start();
        await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    @Test
    void afterALongOutageRedisIsFoundAgainWithinASecond() {
        assertThat(IntStream.of(1, 5, 10, 100, 10_000)
                        .mapToObj(attempt -> resources.reconnectDelay().createDelay(attempt)))
                .allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    /** Stops or continues the process as it is, with its connections open. */
    private static void signal(String name) throws IOException, InterruptedException {
        long pid = SharedInfrastructure.get().redis().pid().orElseThrow();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}

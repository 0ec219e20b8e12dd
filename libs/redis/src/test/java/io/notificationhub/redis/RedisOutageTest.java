package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisException;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.embedded.EmbeddedChannel;
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
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
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

    /** Netty tells one of the commands on it, in its own words. */
    @Test
    void aConnectionThatIsResetIsAnOutageLikeAnyOther() {
        EmbeddedChannel channel = new EmbeddedChannel();
        resources.nettyCustomizer().afterChannelInitialized(channel);

        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertThatThrownBy(channel::checkException)
                .isInstanceOfSatisfying(
                        RedisException.class,
                        error -> assertThat(new LettuceExceptionConverter().convert(error))
                                .isInstanceOf(RedisConnectionFailureException.class));

        channel.pipeline().fireExceptionCaught(new IllegalStateException("something else"));
        assertThatThrownBy(channel::checkException).isInstanceOf(IllegalStateException.class);
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

        try (ConfigurableApplicationContext service = start()) {
            failsAtOnce(service);

            SharedInfrastructure.get().redis().start();
            findsRedis(service);
        }
    }

    /** Nobody who asks may try to connect: everybody would wait for the time-out, and for those before him. */
    @Test
    void aServiceThatStartsWhileRedisHangsFailsAsFastAndFindsItLater() throws IOException, InterruptedException {
        signal("STOP");

        try (ConfigurableApplicationContext service = start()) {
            failsAtOnce(service);

            signal("CONT");
            findsRedis(service);
        }
    }

    @Test
    void aServiceThatHasStartedIsConnected() {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(get(service).block(SOON)).isEmpty();
        }
    }

    @Test
    void aServiceThatWasStoppedAndStartsAgainIsConnectedAgain() {
        try (ConfigurableApplicationContext service = start()) {
            service.stop();
            assertThatThrownBy(() -> get(service).block(SOON)).isInstanceOf(RedisConnectionFailureException.class);

            service.start();
            assertThat(get(service).block(SOON)).isEmpty();
        }
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.data.redis.port=" + SharedInfrastructure.get().redisPort());
    }

    private static Mono<String> get(ConfigurableApplicationContext service) {
        return service.getBean(ReactiveStringRedisTemplate.class)
                .opsForValue()
                .get("x")
                .defaultIfEmpty("");
    }

    private static void failsAtOnce(ConfigurableApplicationContext service) {
        RedisScript<Long> script = RedisScripts.answeringNumber("hub/one.lua");
        ReactiveStringRedisTemplate redis = service.getBean(ReactiveStringRedisTemplate.class);
        long before = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> get(service).block(SOON)).isInstanceOf(RedisConnectionFailureException.class);
            assertThatThrownBy(() -> redis.execute(script).blockFirst(SOON))
                    .isInstanceOf(RedisConnectionFailureException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }

    private static void findsRedis(ConfigurableApplicationContext service) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(get(service).block(SOON)).isEmpty());
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

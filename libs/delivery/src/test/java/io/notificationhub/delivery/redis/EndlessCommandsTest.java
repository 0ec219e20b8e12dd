package io.notificationhub.delivery.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.kernel.Bucket;
import io.notificationhub.delivery.kernel.BucketSettings;
import io.notificationhub.delivery.kernel.GroupClaim;
import io.notificationhub.redis.RedisPatience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A command that neither answers nor fails holds nobody for ever. */
class EndlessCommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();

    private static final ReactiveStringRedisTemplate ENDLESS =
            new ReactiveStringRedisTemplate(new LettuceConnectionFactory()) {
                @Override
                public <T> Flux<T> execute(RedisScript<T> script, List<String> keys, List<?> arguments) {
                    return Flux.never();
                }
            };

    static Stream<Arguments> commands() {
        RedisBucket bucket = new RedisBucket(
                ENDLESS, "account", "owner", new BucketSettings(100, 0.3, 0.05, 0.05), Clock.systemUTC(), METRICS);
        RedisOpenMessages open = new RedisOpenMessages(ENDLESS, "channel", METRICS);
        RedisGroups groups = new RedisGroups(ENDLESS, new RedisPatience(), "owner", Duration.ofSeconds(30), METRICS);
        OpenMessage message = new OpenMessage(UUID.randomUUID(), "id", Instant.EPOCH);
        return Stream.of(
                Arguments.of("a token", bucket.take(new Bucket.Ask(1, 0, 0)).map(Bucket.Grant::priority), 1),
                Arguments.of("a refusal", bucket.slowDown(null).thenReturn("heard"), "heard"),
                Arguments.of(
                        "an open message",
                        open.add("nhn", message, Duration.ZERO).thenReturn("gone on"),
                        "gone on"),
                Arguments.of("open messages", open.due("nhn", 10, PATIENCE), List.of()),
                Arguments.of("a group", groups.take("group").map(Object::getClass), GroupClaim.Held.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void endsByItself(String what, Mono<?> command, Object expected) {
        assertThat((Object) command.block(PATIENCE)).as(what).isEqualTo(expected);
    }
}

package io.notificationhub.intake.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisScripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * One true token bucket per recipient and channel. A notification takes one token on each of its channels, all or none, in one Lua call on Redis's
 * clock. SECURITY has buckets of its own, so that nothing else can use up an OTP's tokens.
 */
public final class RecipientLimits {
    private static final Logger log = LoggerFactory.getLogger(RecipientLimits.class);

    private static final RedisScript<List<?>> TAKE = RedisScripts.answeringList("hub/bucket-take.lua");

    private static final RedisScript<Long> REFUND = RedisScripts.answeringNumber("hub/bucket-refund.lua");

    private final ReactiveStringRedisTemplate redis;
    private final LimitProperties properties;
    private final MeterRegistry metrics;

    RecipientLimits(ReactiveStringRedisTemplate redis, LimitProperties properties, MeterRegistry metrics) {
        this.redis = redis;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** What a take came to. */
    public sealed interface Verdict {
        /** Every channel gave its token. */
        record Taken() implements Verdict {}

        /** No channel gave one; {@code channel} blocks longest. */
        record Blocked(Channel channel, Duration retryAfter) implements Verdict {}

        /** Redis doesn't answer, so nobody knows. */
        record Unknown() implements Verdict {}
    }

    public Mono<Verdict> take(String recipientId, Kind kind, List<Channel> channels) {
        return redis.execute(TAKE, keys(recipientId, kind, channels), sizes(channels))
                .next()
                .transform(RedisAnswers::inTime)
                .map(answer -> read(answer, channels))
                .onErrorResume(DataAccessException.class, error -> {
                    metrics.counter("hub.limits.without.redis").increment();
                    log.debug("Redis does not answer, limits are open: {}", error.toString());
                    return Mono.just(new Verdict.Unknown());
                });
    }

    /** Gives the tokens back after a take whose notification was not accepted after all. */
    public Mono<Void> refund(String recipientId, Kind kind, List<Channel> channels) {
        return redis.execute(REFUND, keys(recipientId, kind, channels), sizes(channels))
                .then()
                .transform(RedisAnswers::inTime)
                .onErrorResume(DataAccessException.class, error -> {
                    log.debug("Tokens are not given back, they come back by themselves: {}", error.toString());
                    return Mono.empty();
                });
    }

    private Verdict read(List<?> answer, List<Channel> channels) {
        int blocking = Integer.parseInt(String.valueOf(answer.getFirst()));
        if (blocking == 0) {
            return new Verdict.Taken();
        }
        Channel channel = channels.get(blocking - 1);
        metrics.counter("hub.limits.blocked", "channel", channel.name()).increment();
        return new Verdict.Blocked(channel, Duration.ofMillis(Long.parseLong(String.valueOf(answer.get(1)))));
    }

    /** One hash tag, so that all buckets of a recipient live in one slot of a cluster. */
    private static List<String> keys(String recipientId, Kind kind, List<Channel> channels) {
        String lane = kind == Kind.SECURITY ? ":security" : "";
        return channels.stream()
                .map(channel -> "hub:bucket:{" + recipientId + "}:" + channel.topicName() + lane)
                .toList();
    }

    private List<String> sizes(List<Channel> channels) {
        List<String> arguments = new ArrayList<>(channels.size() + 1);
        arguments.add(Long.toString(properties.period().toMillis()));
        channels.forEach(channel -> arguments.add(Integer.toString(properties.size(channel))));
        return arguments;
    }
}

package io.notificationhub.delivery.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.kernel.OpenMessages;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/** A sorted set per vendor account, by when each message is due on Redis's own clock. */
public final class RedisOpenMessages implements OpenMessages {
    private static final Logger log = LoggerFactory.getLogger(RedisOpenMessages.class);

    private static final RedisScript<List<?>> OPEN = RedisScripts.answeringList("hub/open-messages.lua");

    private final ReactiveStringRedisTemplate redis;
    private final String channel;
    private final MeterRegistry metrics;

    /** @param channel one vendor may serve two channels by different products */
    public RedisOpenMessages(ReactiveStringRedisTemplate redis, String channel, MeterRegistry metrics) {
        this.redis = redis;
        this.channel = channel;
        this.metrics = metrics;
    }

    @Override
    public Mono<Void> add(String vendor, OpenMessage message, Duration firstAfter) {
        return note(vendor, "add", write(message), millis(firstAfter));
    }

    @Override
    public Mono<Void> putOff(String vendor, OpenMessage message, Duration wait) {
        return note(vendor, "put-off", write(message), millis(wait));
    }

    @Override
    public Mono<Void> close(String vendor, OpenMessage message) {
        return note(vendor, "close", write(message), "0");
    }

    @Override
    public Mono<List<OpenMessage>> due(String vendor, int most, Duration lease) {
        return call(vendor, "due", Integer.toString(most), millis(lease))
                .map(RedisOpenMessages::read)
                .onErrorResume(DataAccessException.class, error -> {
                    alone("due", error);
                    return Mono.just(List.of());
                });
    }

    private Mono<Void> note(String vendor, String what, String... arguments) {
        return call(vendor, what, arguments).then().onErrorResume(DataAccessException.class, error -> {
            alone(what, error);
            return Mono.empty();
        });
    }

    private Mono<List<?>> call(String vendor, String what, String... arguments) {
        List<String> all = new ArrayList<>(List.of(what));
        all.addAll(List.of(arguments));
        return redis.execute(OPEN, List.of("hub:open:{" + channel + ":" + vendor + "}"), all)
                .single()
                .transform(RedisAnswers::inTime)
                .map(answer -> answer);
    }

    private void alone(String what, DataAccessException error) {
        metrics.counter("hub.receipts.unknown", "operation", what).increment();
        log.debug("Redis does not answer, open messages are not kept: {}", error.toString());
    }

    private static String write(OpenMessage message) {
        return message.attemptId() + " " + message.acceptedAt().toEpochMilli() + " "
                + (message.vendorMessageId() == null ? "" : message.vendorMessageId());
    }

    private static List<OpenMessage> read(List<?> answer) {
        List<OpenMessage> messages = new ArrayList<>();
        for (Object each : answer) {
            String[] parts = String.valueOf(each).split(" ", 3);
            messages.add(new OpenMessage(
                    UUID.fromString(parts[0]),
                    parts[2].isEmpty() ? null : parts[2],
                    Instant.ofEpochMilli(Long.parseLong(parts[1]))));
        }
        return messages;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}

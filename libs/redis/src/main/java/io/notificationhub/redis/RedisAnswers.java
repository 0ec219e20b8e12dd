package io.notificationhub.redis;

import java.time.Duration;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;

/**
 * A second watch over Redis's answers. Lettuce ends a command after {@code spring.data.redis.timeout}, but under load a command was seen whose
 * time-out and answer came together and which then never ended at all: whoever waited for it waited for ever.
 */
public final class RedisAnswers {
    /** Well after Lettuce's own, which is the one that should end a command. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private RedisAnswers() {}

    /** The same answer, or a {@link QueryTimeoutException} as Lettuce's time-out gives it. */
    public static <T> Mono<T> inTime(Mono<T> answer) {
        return answer.timeout(
                LIMIT, Mono.error(() -> new QueryTimeoutException("Redis did not answer within " + LIMIT)));
    }
}

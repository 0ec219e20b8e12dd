package io.notificationhub.delivery.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.kernel.Bucket;
import io.notificationhub.delivery.kernel.BucketSettings;
import io.notificationhub.delivery.kernel.LocalBucket;
import io.notificationhub.redis.RedisAnswers;
import io.notificationhub.redis.RedisScripts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * Tokens that all replicas of a worker share, by one Lua call on Redis's own clock. While Redis doesn't answer, this replica gives out its share,
 * by the number of replicas that were seen last ({@code hub.quota.local} counts that).
 */
public final class RedisBucket implements Bucket {
    private static final Logger log = LoggerFactory.getLogger(RedisBucket.class);
    private static final Duration REPLICA_COUNTS_FOR = Duration.ofMinutes(1);
    /** A worker that has never reached Redis can't know; too slow is better than too fast. */
    private static final int REPLICAS_BEFORE_ANYBODY_KNOWS = 4;

    private static final RedisScript<List<?>> QUOTA = RedisScripts.answeringList("hub/quota.lua");

    private final ReactiveStringRedisTemplate redis;
    private final List<String> keys;
    private final List<String> fixed;
    private final BucketSettings settings;
    private final LocalBucket local;
    private final MeterRegistry metrics;
    private volatile int replicas = REPLICAS_BEFORE_ANYBODY_KNOWS;
    private volatile double slowed = 1;

    /** @param account tells the account from every other, whatever worker calls it */
    public RedisBucket(
            ReactiveStringRedisTemplate redis,
            String account,
            String owner,
            BucketSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.redis = redis;
        this.keys = List.of("hub:quota:{" + account + "}", "hub:quota:{" + account + "}:replicas");
        this.fixed = List.of(
                owner,
                Double.toString(settings.perSecond()),
                Double.toString(settings.reserved()),
                Double.toString(settings.slowest()),
                Double.toString(settings.recovery()),
                Long.toString(REPLICA_COUNTS_FOR.toMillis()));
        this.settings = settings;
        this.local = new LocalBucket(settings, () -> 1.0 / replicas, clock);
        this.metrics = metrics;
    }

    @Override
    public Mono<Grant> take(Ask ask) {
        return call("take", number(ask.priority()), number(ask.bulk()), number(ask.accepted()))
                .map(answer -> new Grant(
                        Integer.parseInt(answer.get(0)),
                        Integer.parseInt(answer.get(1)),
                        Duration.ofMillis(Long.parseLong(answer.get(2)))))
                // Whoever waits for a token must get an answer, whatever went wrong.
                .onErrorResume(error -> {
                    alone(error);
                    return local.take(ask);
                });
    }

    @Override
    public Mono<Void> slowDown(@Nullable Duration retryAfter) {
        long silence = retryAfter == null
                ? 0
                : BucketSettings.LONGEST_SILENCE.compareTo(retryAfter) < 0
                        ? BucketSettings.LONGEST_SILENCE.toMillis()
                        : retryAfter.toMillis();
        return local.slowDown(retryAfter)
                .then(call("slow", number(silence), number(BucketSettings.BETWEEN_CUTS.toMillis())))
                .then()
                .onErrorResume(error -> {
                    alone(error);
                    return Mono.empty();
                });
    }

    @Override
    public double rate() {
        return settings.perSecond() * slowed;
    }

    private Mono<List<String>> call(String what, String... arguments) {
        List<String> all = new ArrayList<>(fixed);
        all.add(what);
        all.addAll(List.of(arguments));
        return redis.execute(QUOTA, keys, all)
                .single()
                .transform(RedisAnswers::inTime)
                .map(answer -> {
                    List<String> words = new ArrayList<>();
                    for (Object word : answer) {
                        words.add(String.valueOf(word));
                    }
                    slowed = Double.parseDouble(words.get(3));
                    replicas = Math.max(1, Integer.parseInt(words.get(4)));
                    return words;
                });
    }

    private void alone(Throwable error) {
        metrics.counter("hub.quota.local", "account", keys.getFirst()).increment();
        log.debug("Redis does not answer, the process keeps to its share: {}", error.toString());
    }

    private static String number(long value) {
        return Long.toString(value);
    }
}

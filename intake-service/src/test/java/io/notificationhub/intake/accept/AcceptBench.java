package io.notificationhub.intake.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Kind;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.limit.RecipientLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;

/**
 * What sharing a transaction is worth: the use case without HTTP, 128 callers, one transaction per request against shared ones. No test by its name: it
 * runs when it is asked for, by {@code -Dtest=AcceptBench -Dhub.bench=true}, and prints a table for docs/performance.md. Tests run with the first compiler
 * only; for figures like production's add {@code "-Dtest.jvm.options=-XX:+UseG1GC -Xmx1g --enable-native-access=ALL-UNNAMED"}.
 */
@EnabledIfSystemProperty(named = "hub.bench", matches = "true")
@TestPropertySource(properties = {"hub.limits.email=100000000", "hub.limits.sms=100000000"})
class AcceptBench extends IntakeTest {
    private static final int CALLERS = 128;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @Autowired
    private Deciding deciding;

    @Autowired
    private Planner planner;

    @Autowired
    private RecipientLimits limits;

    @Autowired
    private Ids ids;

    private final AtomicLong calls = new AtomicLong();

    private record Variant(String name, int maxBatch, int writers) {}

    /** Per second, and CPU-ms per notification. */
    private record Round(double rate, double service, double postgres, double redis) {}

    private record Cpu(double service, double postgres, double redis) {
        static Cpu now() {
            return new Cpu(
                    millis(ProcessHandle.current()), millisOfChildren("postgres"), millisOfChildren("redis-server"));
        }

        private static double millisOfChildren(String name) {
            return ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith(name))
                    .mapToDouble(Cpu::millis)
                    .sum();
        }

        private static double millis(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
        }
    }

    @Test
    void prints() {
        owner().knows(profile());
        List<Variant> variants = List.of(
                new Variant("a transaction each, 12 at once", 1, 12),
                new Variant("shared by up to 16, 2 at once", 16, 2),
                new Variant("shared by up to 128, 2 at once (as shipped)", 128, 2),
                new Variant("shared by up to 128, 4 at once", 128, 4));
        Map<Variant, AcceptNotification> accepting = new LinkedHashMap<>();
        variants.forEach(variant -> accepting.put(variant, accepting(variant)));
        Map<Variant, List<Round>> rounds = new LinkedHashMap<>();
        accepting.forEach((variant, accept) -> run(accept, WARM_UP));
        for (int i = 0; i < ROUNDS; i++) {
            accepting.forEach((variant, accept) ->
                    rounds.computeIfAbsent(variant, key -> new ArrayList<>()).add(run(accept, MEASURED)));
        }
        double plain = median(rounds.values().iterator().next(), Round::rate);
        StringBuilder table = new StringBuilder("""

                | | notifications/s | ratio | CPU-ms each: service | PostgreSQL | Redis |
                |---|---|---|---|---|---|
                """);
        rounds.forEach((variant, each) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.2f | %.2f | %.2f |%n",
                variant.name(),
                median(each, Round::rate),
                median(each, Round::rate) / plain,
                median(each, Round::service),
                median(each, Round::postgres),
                median(each, Round::redis))));
        System.out.println(table);
        assertThat(rounds).hasSameSizeAs(variants);
    }

    private AcceptNotification accepting(Variant variant) {
        AcceptProperties properties = new AcceptProperties(
                Duration.ofHours(24),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                variant.maxBatch(),
                variant.writers(),
                Duration.ofSeconds(30),
                4096);
        MeterRegistry metrics = new SimpleMeterRegistry();
        KeyClaims keys = new KeyClaims(redis, properties, metrics);
        DurableWrites writes = new DurableWrites(new NotificationWriter(database), properties, clock, metrics);
        return new AcceptNotification(keys, deciding, planner, limits, writes, properties, ids, clock);
    }

    private Round run(AcceptNotification accept, Duration time) {
        database.sql("TRUNCATE notification, attempt, outbox, idempotency_key CASCADE")
                .then()
                .block(Duration.ofMinutes(1));
        long begin = System.nanoTime();
        Cpu before = Cpu.now();
        long accepted = Flux.<Integer>generate(sink -> {
                    if (System.nanoTime() - begin > time.toNanos()) {
                        sink.complete();
                    } else {
                        sink.next(1);
                    }
                })
                .flatMap(one -> accept.accept(request(recipient), key(), null), CALLERS)
                .count()
                .blockOptional()
                .orElseThrow();
        Cpu after = Cpu.now();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Round(
                accepted / seconds,
                (after.service() - before.service()) / accepted,
                (after.postgres() - before.postgres()) / accepted,
                (after.redis() - before.redis()) / accepted);
    }

    private IdempotencyKey key() {
        return new IdempotencyKey("shop", "bench-" + UUID.randomUUID(), Long.toString(calls.incrementAndGet()));
    }

    private static NotificationRequest request(String recipient) {
        return new NotificationRequest(
                "shop",
                recipient,
                Kind.TRANSACTIONAL,
                new NotificationRequest.Message.Text("Order shipped", "Your order is on its way."),
                null,
                List.of(Channel.EMAIL, Channel.SMS),
                Map.of(),
                null,
                null,
                NotificationRequest.OnQuietHours.KIND);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> what) {
        double[] sorted = rounds.stream().mapToDouble(what).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

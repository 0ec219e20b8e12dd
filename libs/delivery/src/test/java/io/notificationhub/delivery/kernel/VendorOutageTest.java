package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An hour without the vendor. The hub's clock is moved by hand; the breaker's pauses are short. */
class VendorOutageTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Outcome DOWN = new Outcome.Transient(Outcome.Scope.VENDOR, "503", "down");
    private static final int MOST_ROUNDS = 5;
    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(5), 3, Duration.ofMillis(20), Duration.ofSeconds(2));

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final ScriptedSender vendor = new ScriptedSender(false, new Outcome.Accepted("id"));
    private final Map<UUID, DeliveryRequested> sent = new ConcurrentHashMap<>();
    private final Map<UUID, DeliveryResult> ended = new ConcurrentHashMap<>();
    private final List<UUID> onTheDesk = new CopyOnWriteArrayList<>();
    private final Courier courier = new Courier(
            List.of(new Vendor(vendor, CourierTest.breaker(), Quota.UNLIMITED, POLICY.callTimeLimit())),
            new LocalClaims(POLICY.lease(), clock),
            (result, traceparent) -> Mono.fromRunnable(() -> settle(result)),
            result -> Mono.empty(),
            POLICY,
            new Grouping(new MemoryGroups(clock), UUID::randomUUID, Duration.ofMillis(20)),
            clock,
            new DeliveryMetrics(new SimpleMeterRegistry()));

    @Test
    void leavesNothingOnTheDeskAndLosesNothingButWhatExpired() {
        for (int i = 0; i < 40; i++) {
            send(Kind.TRANSACTIONAL, Duration.ofHours(24));
        }
        await().atMost(PATIENCE).until(() -> ended.size() == 40);

        vendor.heal(DOWN);
        List<UUID> codes = new ArrayList<>();
        List<UUID> orders = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            int calls = vendor.keys().size();
            codes.add(send(Kind.SECURITY, Duration.ofMinutes(10)));
            orders.add(send(Kind.TRANSACTIONAL, Duration.ofHours(24)));
            // Each minute sees at least one probe that fails.
            await().atMost(PATIENCE).until(() -> vendor.keys().size() > calls);
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        }
        vendor.heal(new Outcome.Accepted("id"));

        await().atMost(PATIENCE).until(() -> ended.size() == 160);
        assertThat(onTheDesk).as("dead letters").isEmpty();
        assertThat(orders).extracting(this::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        for (UUID attempt : codes) {
            boolean overInTime = !message(attempt).expiresAt().isAfter(START.plus(Duration.ofHours(1)));
            assertThat(outcome(attempt))
                    .isEqualTo(overInTime ? DeliveryResult.Outcome.EXPIRED : DeliveryResult.Outcome.SUCCEEDED);
        }
    }

    private DeliveryResult.Outcome outcome(UUID attempt) {
        return Objects.requireNonNull(ended.get(attempt)).outcome();
    }

    private DeliveryRequested message(UUID attempt) {
        return Objects.requireNonNull(sent.get(attempt));
    }

    private UUID send(Kind kind, Duration life) {
        DeliveryRequested message = Hub.message(kind, now.get(), now.get().plus(life));
        sent.put(message.attemptId(), message);
        deliver(message);
        return message.attemptId();
    }

    private void deliver(DeliveryRequested message) {
        courier.deliver(message, new Origin(0, null)).subscribe();
    }

    /** What intake does with a result: the next round without its wait, or the desk. */
    private void settle(DeliveryResult result) {
        if (result.outcome() != DeliveryResult.Outcome.FAILED) {
            ended.put(result.attemptId(), result);
        } else if (result.round() < MOST_ROUNDS) {
            DeliveryRequested message = message(result.attemptId());
            deliver(message.inRound(result.round() + 1, message.expiresAt()));
        } else {
            onTheDesk.add(result.attemptId());
            ended.put(result.attemptId(), result);
        }
    }
}

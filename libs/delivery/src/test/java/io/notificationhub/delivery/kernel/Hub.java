package io.notificationhub.delivery.kernel;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What workers of one test share: a clock that is moved by hand, the claims, the groups and the results. */
final class Hub {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(5), 3, Duration.ofMillis(20), Duration.ofSeconds(2));

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final Claims claims = new LocalClaims(POLICY.lease(), clock);
    private final MemoryGroups groups = new MemoryGroups(clock);
    private final List<DeliveryResult> results = new CopyOnWriteArrayList<>();

    static Vendor vendor(VendorSender sender) {
        return vendor(sender, Quota.UNLIMITED);
    }

    static Vendor vendor(VendorSender sender, Quota quota) {
        return new Vendor(sender, CourierTest.breaker(), quota, POLICY.callTimeLimit());
    }

    Courier worker(Vendor... vendors) {
        return worker(claims, vendors);
    }

    Courier worker(Claims own, Vendor... vendors) {
        return new Courier(
                List.of(vendors),
                own,
                (result, traceparent) -> Mono.fromRunnable(() -> results.add(result)),
                result -> Mono.empty(),
                POLICY,
                new Grouping(groups, UUID::randomUUID, Duration.ofMillis(20)),
                clock,
                new DeliveryMetrics(new SimpleMeterRegistry()));
    }

    static Disposable deliver(Courier worker, DeliveryRequested message) {
        return worker.deliver(message, new Origin(0, null)).subscribe();
    }

    static DeliveryRequested message(Kind kind) {
        return message(kind, Duration.ofHours(24));
    }

    static DeliveryRequested message(Kind kind, Duration life) {
        return message(kind, START.minusSeconds(1), START.plus(life));
    }

    static DeliveryRequested message(Kind kind, Instant createdAt, Instant expiresAt) {
        return new DeliveryRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "r",
                "p",
                kind,
                Channel.SMS,
                1,
                "+821012345678",
                null,
                new Content("t", "b", null),
                "ko-kr",
                null,
                createdAt,
                expiresAt);
    }

    void pass(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }

    Claims claims() {
        return claims;
    }

    MemoryGroups groups() {
        return groups;
    }

    /** The results, once there are so many. */
    List<DeliveryResult> results(int count) {
        await().atMost(PATIENCE).until(() -> results.size() >= count);
        return results;
    }
}

package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class SharedQuotaTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final Timer waits = new SimpleMeterRegistry().timer("waits");
    private final SharedQuota quota = new SharedQuota(
            new LocalBucket(new BucketSettings(10, 0.3, 0.05, 0.05), () -> 1, clock),
            Map.of(Lane.PRIORITY, waits, Lane.BULK, waits));
    private final List<String> served = new CopyOnWriteArrayList<>();

    @Test
    void servesInTheOrderOfArrivalAndNoMoreThanThereAre() {
        for (int i = 0; i < 20; i++) {
            take(Lane.PRIORITY, "p" + i);
        }

        await().until(() -> served.size() == 10);
        assertThat(served).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
        assertThat(quota.waiting()).isEqualTo(10);

        now.updateAndGet(before -> before.plusSeconds(1));
        await().until(() -> served.size() == 20);
        assertThat(waits.count()).isEqualTo(20);
    }

    @Test
    void bulkThatWaitsInThousandsDoesNotDelayPriority() {
        for (int i = 0; i < 5_000; i++) {
            take(Lane.BULK, "b" + i);
        }
        await().until(() -> served.size() == 7);

        take(Lane.PRIORITY, "otp");

        await().atMost(Duration.ofSeconds(2)).until(() -> served.contains("otp"));
        assertThat(served).hasSize(8);
    }

    @Test
    void whoGivesUpLeavesItsPlaceAndWhatIsGivenBackServesTheNext() {
        for (int i = 0; i < 10; i++) {
            take(Lane.PRIORITY, "p" + i);
        }
        await().until(() -> served.size() == 10);
        Disposable impatient = take(Lane.PRIORITY, "impatient");
        take(Lane.PRIORITY, "patient");

        impatient.dispose();
        quota.giveBack(Lane.PRIORITY);

        await().until(() -> served.contains("patient"));
        assertThat(served).doesNotContain("impatient");
        assertThat(quota.waiting()).isZero();

        quota.giveBack(Lane.PRIORITY);
        take(Lane.PRIORITY, "later");
        assertThat(served).contains("later");
    }

    private Disposable take(Lane lane, String name) {
        return quota.take(lane).subscribe(nothing -> {}, error -> {}, () -> served.add(name));
    }
}

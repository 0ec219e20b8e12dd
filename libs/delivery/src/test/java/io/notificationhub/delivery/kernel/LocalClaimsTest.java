package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalClaimsTest extends ClaimsContract {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);

    @Override
    protected Claims worker() {
        return new LocalClaims(LEASE, clock);
    }

    @Test
    void aLeaseThatRanOutIsLapsed() {
        Claims worker = worker();
        worker.claim(attempt(), 1).block();
        worker.renew(attempt(), 1, 1).block();
        now.updateAndGet(before -> before.plus(LEASE));

        assertThat(worker.claim(attempt(), 1).block())
                .isInstanceOfSatisfying(
                        Claim.Lapsed.class,
                        lapsed -> assertThat(lapsed.rejections()).isEqualTo(1));
    }
}

package io.notificationhub.intake.accept;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deletes idempotency keys past their life, in small transactions; several replicas share the work. */
final class ExpiredKeys {
    private static final String DELETE = """
            DELETE FROM idempotency_key WHERE (producer_id, key) IN (
                SELECT producer_id, key FROM idempotency_key WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    private final DatabaseClient database;
    private final KeyExpiry expiry;
    private final Clock clock;
    private final Counter deleted;

    ExpiredKeys(DatabaseClient database, KeyExpiry expiry, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.expiry = expiry;
        this.clock = clock;
        this.deleted = metrics.counter("hub.idempotency.expired");
    }

    Mono<Void> delete() {
        return batch().expand(rows -> rows < expiry.batch() ? Mono.empty() : batch())
                .then();
    }

    private Mono<Long> batch() {
        return Mono.defer(() -> database.sql(DELETE)
                .bind(0, clock.instant().minus(expiry.grace()).atOffset(ZoneOffset.UTC))
                .bind(1, expiry.batch())
                .fetch()
                .rowsUpdated()
                .doOnNext(deleted::increment));
    }
}

package io.notificationhub.intake.accept;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.intake.sql.Columns;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deletes idempotency keys past their life, in small transactions; several replicas share the work. */
final class ExpiredKeys {
    private static final String DELETE = """
            WITH deleted AS (DELETE FROM idempotency_key WHERE (producer_id, key) IN (
                SELECT producer_id, key FROM idempotency_key WHERE expires_at <= $1 AND expires_at >= $3 ORDER BY expires_at LIMIT $2
                FOR UPDATE SKIP LOCKED) RETURNING expires_at)
            SELECT count(*) AS keys, coalesce(max(expires_at), $3) AS last FROM deleted
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

    private record Batch(long keys, Instant last) {}

    Mono<Void> delete() {
        return batch(Instant.EPOCH)
                .expand(batch -> batch.keys() < expiry.batch() ? Mono.empty() : batch(batch.last()))
                .then();
    }

    /** Begins where the last one ended: what that deleted stays, and would be stepped over, for as long as anybody holds an old snapshot. */
    private Mono<Batch> batch(Instant from) {
        return database.sql(DELETE)
                .bind(0, clock.instant().minus(expiry.grace()).atOffset(ZoneOffset.UTC))
                .bind(1, expiry.batch())
                .bind(2, from.atOffset(ZoneOffset.UTC))
                .map(row -> new Batch(
                        Columns.required(row.get("keys", Long.class)),
                        Columns.required(row.get("last", Instant.class))))
                .one()
                .doOnNext(batch -> deleted.increment((double) batch.keys()));
    }
}

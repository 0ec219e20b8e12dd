package io.notificationhub.outbox;

import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Writes events to the outbox of the service's own schema. */
public final class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (id, topic, key, type, payload, traceparent, shard, available_at, created_at)
            SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int2[], $8::timestamptz[], $9::timestamptz[])
            """;

    private final DatabaseClient database;
    private final Ids ids;
    private final Clock clock;

    Outbox(DatabaseClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** A row that is due at once. */
    public OutboxRow row(HubEvent event, @Nullable String traceparent) {
        Instant now = clock.instant();
        return OutboxRow.of(ids.next(), event, traceparent, now, now);
    }

    /** A row that leaves at {@code availableAt}, or at once if that is past. */
    public OutboxRow row(HubEvent event, @Nullable String traceparent, Instant availableAt) {
        return OutboxRow.of(ids.next(), event, traceparent, availableAt, clock.instant());
    }

    /**
     * Adds the rows in one statement. Must run inside the transaction that writes the state which the events tell of; the rows leave only if it
     * commits.
     */
    public Mono<Void> append(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(INSERT)
                .bind(0, column(rows, UUID[]::new, OutboxRow::id))
                .bind(1, column(rows, String[]::new, OutboxRow::topic))
                .bind(2, column(rows, String[]::new, OutboxRow::key))
                .bind(3, column(rows, String[]::new, OutboxRow::type))
                .bind(4, column(rows, String[]::new, OutboxRow::payload))
                .bind(5, nullable(rows, OutboxRow::traceparent))
                .bind(6, column(rows, Short[]::new, OutboxRow::shard))
                .bind(7, column(rows, OffsetDateTime[]::new, row -> utc(row.availableAt())))
                .bind(8, column(rows, OffsetDateTime[]::new, row -> utc(row.createdAt())))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T[] column(
            List<OutboxRow> rows, java.util.function.IntFunction<T[]> array, Function<OutboxRow, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    private static @Nullable String[] nullable(List<OutboxRow> rows, Function<OutboxRow, @Nullable String> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}

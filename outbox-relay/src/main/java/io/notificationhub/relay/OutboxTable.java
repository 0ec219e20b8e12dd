package io.notificationhub.relay;

import io.notificationhub.relay.Handover.Refused;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox of one schema, as SQL on one connection. Sets of shards are bit masks: bit n is shard n. */
final class OutboxTable {
    private static final String QUERY_CANCELED = "57014";
    private static final String AWAIT_DUE = "SELECT pg_temp.await_due($1, $2, $3, $4, $5, $6)";

    private final Connection connection;
    private final String prepare;
    private final String takeDue;
    private final String add;
    private final String park;
    private final String backlog;

    OutboxTable(Connection connection, String schema) {
        if (!schema.matches("[a-z_]{1,32}")) {
            throw new IllegalArgumentException("Not a schema's name: " + schema);
        }
        this.connection = connection;
        String outbox = schema + ".outbox";
        String parked = schema + ".outbox_parked";
        String columns = String.join(", ", DueRow.COLUMNS);
        String due = " FROM " + outbox
                + " WHERE available_at <= $1 AND (available_at, id) > ($5, $6) AND ($2 >> shard) & 1 = 1"
                + " AND topic <> ALL ($7)";
        String unnested =
                " FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int2[],"
                        + " $8::timestamptz[], $9::timestamptz[], $10::int2[]";
        this.prepare = """
                CREATE OR REPLACE FUNCTION pg_temp.await_due(
                    now timestamptz, shards bigint, awaited text[], behind timestamptz, looks int, seconds float8)
                RETURNS boolean LANGUAGE plpgsql AS $$
                DECLARE
                    started timestamptz := clock_timestamp();
                    began timestamptz;
                    due timestamptz; -- a variable, since a volatile function is no condition for an index
                BEGIN
                    FOR look IN 1..looks LOOP
                        began := clock_timestamp();
                        due := now + (began - started);
                        IF EXISTS (SELECT FROM %s WHERE available_at <= due AND available_at >= behind
                                AND (shards >> shard) & 1 = 1 AND topic <> ALL (awaited)) THEN
                            RETURN true;
                        END IF;
                        -- A look that steps over many rows of an awaited topic takes its time: half of it at most is spent looking, and no more of it than was asked for.
                        PERFORM pg_sleep(greatest(seconds, extract(epoch FROM clock_timestamp() - began)));
                        EXIT WHEN clock_timestamp() - started > make_interval(secs => looks * seconds);
                    END LOOP;
                    RETURN false;
                END
                $$""".formatted(outbox);
        // One row of arrays: reading a thousand rows of ten columns one by one costs the driver several times as much.
        this.takeDue = "WITH taken AS (DELETE FROM " + outbox + " WHERE ctid = ANY (ARRAY("
                + " SELECT row FROM (SELECT row, sum(bytes) OVER (ORDER BY available_at, id) - bytes AS before FROM ("
                + "  SELECT ctid AS row, id, available_at, octet_length(payload) AS bytes" + due
                + "  ORDER BY available_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) oldest) sized WHERE before < $4))"
                + " RETURNING *)"
                + DueRow.COLUMNS.stream().collect(Collectors.joining("), array_agg(", " SELECT array_agg(", ")"))
                + " FROM taken";
        this.add = "INSERT INTO " + outbox + " (" + columns + ") SELECT *" + unnested + ")";
        // A row may come back from an operator while its first parking is still on record.
        this.park = "INSERT INTO " + parked + " (" + columns + ", error, parked_at) SELECT *, $12::timestamptz"
                + unnested + ", $11::text[]) ON CONFLICT (id) DO NOTHING";
        // In one go, oldest first: what was deleted has to be stepped over.
        this.backlog = "SELECT count(*), min(available_at), (SELECT count(*) FROM " + parked + ")"
                + " FROM (SELECT available_at FROM " + outbox + " WHERE available_at <= $1 AND available_at >= $2"
                + " ORDER BY available_at LIMIT 1000001) due";
    }

    /** What waits behind a place, in all shards. */
    record Backlog(long due, Duration oldest, long parked) {}

    /** Must come before all else on the connection. */
    Mono<Void> prepare() {
        return update(connection.createStatement(prepare));
    }

    /**
     * True as soon as a row of the shards behind a place is due whose topic is not {@code awaited}, false after so many looks. PostgreSQL looks for itself, at a
     * fraction of what asking it would cost both sides. The clock runs on from {@code now}.
     */
    Mono<Boolean> awaitDue(Instant now, long shards, Set<String> awaited, Place behind, int looks, Duration between) {
        return Flux.from(connection
                        .createStatement(AWAIT_DUE)
                        .bind("$1", utc(now))
                        .bind("$2", shards)
                        .bind("$3", awaited.toArray(String[]::new))
                        .bind("$4", utc(behind.availableAt()))
                        .bind("$5", looks)
                        .bind("$6", between.toNanos() / 1e9)
                        .execute())
                .flatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .single();
    }

    /** Where in the order of rows a claim begins. What was deleted just now has to be stepped over by each claim that begins before it. */
    record Place(Instant availableAt, UUID id) {
        static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));

        static Place of(DueRow row) {
            return new Place(row.availableAt(), row.id());
        }

        Place earlierBy(Duration time) {
            return new Place(availableAt.minus(time), FIRST.id());
        }
    }

    /**
     * Deletes the oldest rows of the shards that are due at a time behind a place, but those whose topics are {@code awaited}, and returns them, oldest
     * first: at most {@code limit}, and no more once their payloads make up {@code bytes}. They are back if the transaction rolls back.
     */
    Mono<List<DueRow>> takeDue(Instant time, long shards, Set<String> awaited, Place behind, int limit, long bytes) {
        return Flux.from(connection
                        .createStatement(takeDue)
                        .bind("$1", utc(time))
                        .bind("$2", shards)
                        .bind("$3", limit)
                        .bind("$4", bytes)
                        .bind("$5", utc(behind.availableAt()))
                        .bind("$6", behind.id())
                        .bind("$7", awaited.toArray(String[]::new))
                        .execute())
                .flatMap(result -> result.map(DueRow::all))
                .single();
    }

    /** Adds rows that were taken, with their own times. */
    Mono<Void> add(List<DueRow> rows) {
        return rows.isEmpty() ? Mono.empty() : update(bind(connection.createStatement(add), rows));
    }

    Mono<Void> park(List<Refused> refused, Instant now) {
        if (refused.isEmpty()) {
            return Mono.empty();
        }
        List<DueRow> rows = refused.stream()
                .map(each -> each.row().refusedUntil(each.row().availableAt()))
                .toList();
        String[] errors = column(refused, String[]::new, each -> each.error().toString());
        return update(
                bind(connection.createStatement(park), rows).bind("$11", errors).bind("$12", utc(now)));
    }

    Mono<Backlog> backlog(Instant now, Place behind) {
        return Flux.from(connection
                        .createStatement(backlog)
                        .bind("$1", utc(now))
                        .bind("$2", utc(behind.availableAt()))
                        .execute())
                .flatMap(result -> result.map(row -> {
                    Long due = row.get(0, Long.class);
                    Instant oldest = row.get(1, Instant.class);
                    Long parked = row.get(2, Long.class);
                    return new Backlog(
                            due == null ? 0 : due,
                            oldest == null ? Duration.ZERO : Duration.between(oldest, now),
                            parked == null ? 0 : parked);
                }))
                .single();
    }

    Mono<Void> begin() {
        return Mono.from(connection.beginTransaction());
    }

    /**
     * Reads something within the open transaction, empty if PostgreSQL has not done so in the time that it is given: then the transaction is rolled back.
     */
    <T> Mono<T> within(Duration time, Mono<T> reading) {
        return update(connection.createStatement("SET LOCAL statement_timeout = " + time.toMillis()))
                .then(reading)
                .delayUntil(read -> update(connection.createStatement("SET LOCAL statement_timeout TO DEFAULT")))
                .onErrorResume(OutboxTable::isTooLong, error -> rollback().then(Mono.empty()));
    }

    private static boolean isTooLong(Throwable error) {
        return error instanceof R2dbcException failure && QUERY_CANCELED.equals(failure.getSqlState());
    }

    /** Commits, and begins the next transaction in the same breath. */
    Mono<Void> commitAndBegin() {
        return update(connection.createStatement("COMMIT AND CHAIN"));
    }

    Mono<Void> commit() {
        return Mono.from(connection.commitTransaction());
    }

    Mono<Void> rollback() {
        return Mono.from(connection.rollbackTransaction());
    }

    private static Statement bind(Statement statement, List<DueRow> rows) {
        return statement
                .bind("$1", column(rows, UUID[]::new, DueRow::id))
                .bind("$2", column(rows, String[]::new, DueRow::topic))
                .bind("$3", column(rows, String[]::new, DueRow::key))
                .bind("$4", column(rows, String[]::new, DueRow::type))
                .bind("$5", column(rows, String[]::new, DueRow::payload))
                .bind("$6", traceparents(rows))
                .bind("$7", column(rows, Short[]::new, DueRow::shard))
                .bind("$8", column(rows, OffsetDateTime[]::new, row -> utc(row.availableAt())))
                .bind("$9", column(rows, OffsetDateTime[]::new, row -> utc(row.createdAt())))
                .bind("$10", column(rows, Short[]::new, DueRow::failures));
    }

    private static <R, T> T[] column(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    private static @Nullable String[] traceparents(List<DueRow> rows) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows.get(i).traceparent();
        }
        return column;
    }

    private static Mono<Void> update(Statement statement) {
        return Flux.from(statement.execute()).flatMap(Result::getRowsUpdated).then();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

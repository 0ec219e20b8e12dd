package io.notificationhub.relay;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox of one schema, as SQL on one connection. */
final class OutboxTable {
    private final Connection connection;
    private final String anyDue;
    private final String takeDue;
    private final String putBack;
    private final String park;
    private final String backlog;

    OutboxTable(Connection connection, String schema) {
        if (!schema.matches("[a-z_]{1,32}")) {
            throw new IllegalArgumentException("Not a schema's name: " + schema);
        }
        this.connection = connection;
        String outbox = schema + ".outbox";
        String parked = schema + ".outbox_parked";
        this.anyDue = "SELECT EXISTS (SELECT FROM " + outbox + " WHERE available_at <= $1 AND shard = ANY ($2))";
        this.takeDue = "DELETE FROM " + outbox + " o USING (SELECT id FROM " + outbox
                + " WHERE available_at <= $1 AND shard = ANY ($2) ORDER BY available_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) due"
                + " WHERE o.id = due.id"
                + " RETURNING o.id, o.topic, o.key, o.type, o.payload, o.traceparent, o.shard, o.available_at, o.created_at, o.failures";
        this.putBack = "INSERT INTO " + outbox
                + " (id, topic, key, type, payload, traceparent, shard, available_at, created_at, failures)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        this.park = "INSERT INTO " + parked
                + " (id, topic, key, type, payload, traceparent, shard, available_at, created_at, failures, error, parked_at)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        this.backlog = "SELECT (SELECT count(*) FROM (SELECT FROM " + outbox
                + " WHERE available_at <= $1 LIMIT 1000001) due), (SELECT min(available_at) FROM " + outbox
                + " WHERE available_at <= $1), (SELECT count(*) FROM " + parked + ")";
    }

    /** What waits. */
    record Backlog(long due, Duration oldest, long parked) {}

    Mono<Boolean> anyDue(Instant now, Collection<Integer> shards) {
        return one(connection.createStatement(anyDue).bind("$1", utc(now)).bind("$2", array(shards)), Boolean.class);
    }

    /** Deletes the oldest due rows of the shards and returns them, oldest first. They are back if the transaction rolls back. */
    Mono<List<DueRow>> takeDue(Instant now, Collection<Integer> shards, int limit) {
        return Flux.from(connection
                        .createStatement(takeDue)
                        .bind("$1", utc(now))
                        .bind("$2", array(shards))
                        .bind("$3", limit)
                        .execute())
                .flatMap(result -> result.map(DueRow::of))
                .collectSortedList(DueRow.OLDEST_FIRST);
    }

    Mono<Void> putBack(DueRow row, Instant availableAt) {
        return update(bindRow(connection.createStatement(putBack), row, availableAt, row.failures() + 1));
    }

    Mono<Void> park(DueRow row, String error, Instant now) {
        Statement statement = bindRow(connection.createStatement(park), row, row.availableAt(), row.failures() + 1)
                .bind("$11", error)
                .bind("$12", utc(now));
        return update(statement);
    }

    Mono<Backlog> backlog(Instant now) {
        return Flux.from(
                        connection.createStatement(backlog).bind("$1", utc(now)).execute())
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

    Mono<Void> commit() {
        return Mono.from(connection.commitTransaction());
    }

    Mono<Void> rollback() {
        return Mono.from(connection.rollbackTransaction());
    }

    private static Statement bindRow(Statement statement, DueRow row, Instant availableAt, int failures) {
        statement
                .bind("$1", row.id())
                .bind("$2", row.topic())
                .bind("$3", row.key())
                .bind("$4", row.type())
                .bind("$5", row.payload())
                .bind("$7", row.shard())
                .bind("$8", utc(availableAt))
                .bind("$9", utc(row.createdAt()))
                .bind("$10", (short) failures);
        return row.traceparent() == null
                ? statement.bindNull("$6", String.class)
                : statement.bind("$6", row.traceparent());
    }

    private static <T> Mono<T> one(Statement statement, Class<T> type) {
        return Flux.from(statement.execute())
                .flatMap(result -> result.map((row, metadata) -> {
                    T value = row.get(0, type);
                    if (value == null) {
                        throw new IllegalStateException("null instead of " + type);
                    }
                    return value;
                }))
                .single();
    }

    private static Mono<Void> update(Statement statement) {
        return Flux.from(statement.execute()).flatMap(Result::getRowsUpdated).then();
    }

    private static Short[] array(Collection<Integer> shards) {
        return shards.stream().map(Integer::shortValue).toArray(Short[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

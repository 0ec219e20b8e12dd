package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Ids;
import io.notificationhub.intake.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The attempts that are watched. Each attempt is looked at once when it is as old as the limit, and watched from then on until it is final; one that
 * is replayed is watched again.
 */
final class WatchTable {
    private static final String BOUNDARY = "SELECT boundary FROM attempt_watch_boundary FOR UPDATE";
    private static final String MOVE = "UPDATE attempt_watch_boundary SET boundary = $1";
    private static final String WATCH_OLD = """
            INSERT INTO attempt_watch (attempt_id) SELECT id FROM attempt WHERE id >= $1 AND id < $2 AND status = 'PENDING'
            ON CONFLICT DO NOTHING
            """;
    private static final String WATCH =
            "INSERT INTO attempt_watch (attempt_id) SELECT unnest($1) ON CONFLICT DO NOTHING";

    /** The lock keeps a replay from coming between the look and the deletion. */
    private static final String FORGET_FINAL = """
            DELETE FROM attempt_watch WHERE attempt_id IN (
                SELECT a.id FROM attempt a JOIN attempt_watch w ON w.attempt_id = a.id WHERE a.status <> 'PENDING'
                FOR UPDATE OF a SKIP LOCKED)
            """;

    /** One whose row waits for the relay, or was parked for an operator, is not lost. */
    private static final String SILENT = """
            SELECT a.message, a.round, a.retry_count, a.outbox_id, n.traceparent,
                CASE WHEN w.round = a.round THEN w.republished ELSE 0 END AS republished
            FROM attempt_watch w JOIN attempt a ON a.id = w.attempt_id JOIN notification n ON n.id = a.notification_id
            WHERE a.status = 'PENDING' AND a.outbox_id IS NOT NULL AND greatest(a.created_at, a.next_attempt_at) <= $1
                AND NOT EXISTS (SELECT FROM outbox o WHERE o.id = a.outbox_id)
                AND NOT EXISTS (SELECT FROM outbox_parked p WHERE p.id = a.outbox_id)
                AND a.channel = $2 AND n.kind = ANY ($3)
            ORDER BY a.id LIMIT $4
            """;

    private static final String HAND_OVER_AGAIN = """
            UPDATE attempt SET outbox_id = c.outbox_id, next_attempt_at = $3
            FROM unnest($1::uuid[], $2::uuid[]) AS c (id, outbox_id) WHERE attempt.id = c.id
            """;

    private static final String COUNT = """
            UPDATE attempt_watch w SET round = a.round, republished = CASE WHEN w.round = a.round THEN w.republished + 1 ELSE 1 END
            FROM attempt a WHERE w.attempt_id = ANY ($1) AND a.id = w.attempt_id
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    WatchTable(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Watches what is pending and was made before {@code limit}, and forgets what is final. */
    Mono<Void> update(Instant limit) {
        UUID to = Ids.floor(limit);
        Mono<Void> watch = database.sql(BOUNDARY)
                .map(row -> Columns.required(row.get(0, UUID.class)))
                .one()
                .flatMap(from -> rows(database.sql(WATCH_OLD).bind(0, from).bind(1, to)))
                .then(rows(database.sql(MOVE).bind(0, to)))
                .then();
        return transaction
                .transactional(watch)
                .then(rows(database.sql(FORGET_FINAL)))
                .then();
    }

    /** Watches these from now on, in the caller's transaction. */
    Mono<Void> watch(Collection<UUID> attempts) {
        return attempts.isEmpty()
                ? Mono.empty()
                : rows(database.sql(WATCH).bind(0, attempts.toArray(UUID[]::new)))
                        .then();
    }

    Mono<List<Silent>> silentSince(Instant limit, Lanes.Of topic, int most) {
        return database.sql(SILENT)
                .bind(0, limit.atOffset(ZoneOffset.UTC))
                .bind(1, topic.channel().name())
                .bind(2, topic.kinds().stream().map(Enum::name).toArray(String[]::new))
                .bind(3, most)
                .map(WatchTable::silent)
                .all()
                .collectList();
    }

    private static Silent silent(Readable row) {
        return new Silent(
                EventJson.read(Columns.required(row.get("message", String.class)), DeliveryRequested.class),
                Columns.required(row.get("round", Integer.class)),
                Columns.required(row.get("retry_count", Integer.class)),
                Columns.required(row.get("republished", Integer.class)),
                Columns.required(row.get("outbox_id", UUID.class)),
                row.get("traceparent", String.class));
    }

    /** Counts that they are published once more. Expects the attempts to be locked. */
    Mono<Void> handOverAgain(List<UUID> attempts, List<UUID> outboxIds, Instant now) {
        return rows(database.sql(HAND_OVER_AGAIN)
                        .bind(0, attempts.toArray(UUID[]::new))
                        .bind(1, outboxIds.toArray(UUID[]::new))
                        .bind(2, now.atOffset(ZoneOffset.UTC)))
                .then(rows(database.sql(COUNT).bind(0, attempts.toArray(UUID[]::new))))
                .then();
    }

    private static Mono<Long> rows(DatabaseClient.GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated();
    }
}

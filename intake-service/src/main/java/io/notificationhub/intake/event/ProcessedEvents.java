package io.notificationhub.intake.event;

import io.notificationhub.intake.accept.IdempotencyKey;
import io.notificationhub.intake.sql.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The memory of processed events. Rows are written with their notifications, in the same statement; here they are read and, once old, forgotten. */
final class ProcessedEvents {
    private static final String FIND = "SELECT fingerprint FROM processed_events WHERE topic = $1 AND event_id = $2";
    private static final String FORGET = """
            DELETE FROM processed_events WHERE (topic, event_id) IN (
                SELECT topic, event_id FROM processed_events WHERE processed_at < $1 ORDER BY processed_at LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    private static final long PORTION = 1000;

    private final DatabaseClient database;

    ProcessedEvents(DatabaseClient database) {
        this.database = database;
    }

    /** The fingerprint of the event that was processed under this id, if one was. */
    Mono<Optional<String>> fingerprint(IdempotencyKey.Cause event) {
        return database.sql(FIND)
                .bind(0, event.topic())
                .bind(1, event.eventId())
                .map(row -> Columns.required(row.get(0, String.class)))
                .one()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** Forgets what was processed before that time, in small transactions; several replicas share the work. */
    Mono<Void> forgetBefore(Instant time) {
        return Mono.defer(() -> database.sql(FORGET)
                        .bind(0, time.atOffset(ZoneOffset.UTC))
                        .bind(1, PORTION)
                        .fetch()
                        .rowsUpdated())
                .repeat()
                .takeWhile(forgotten -> forgotten == PORTION)
                .then();
    }
}

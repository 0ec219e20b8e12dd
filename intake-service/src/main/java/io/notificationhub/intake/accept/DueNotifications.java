package io.notificationhub.intake.accept;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.Masked;
import io.notificationhub.contracts.TemplateUse;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.StoryJson;
import io.notificationhub.intake.template.Composition;
import io.notificationhub.outbox.Outbox;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Waiting notifications in the store: read one, and move it on if it still waits. */
final class DueNotifications {
    private static final String WAITING = """
            SELECT id, request, decisions, traceparent, created_at, expires_at FROM notification WHERE id = $1 AND status = 'SCHEDULED'
            """;
    private static final String MOVE_ON = """
            UPDATE notification SET status = $2, channels = $3, decisions = $4, suppression_reason = $5, request = $6,
                due_at = $7, expires_at = $8, open_attempts = $9, title = $10, template_key = $11, template_locale = $12,
                template_revision = $13
            WHERE id = $1 AND status = 'SCHEDULED'
            """;
    private static final String EXPIRE =
            "UPDATE notification SET status = 'EXPIRED', request = NULL WHERE id = $1 AND status = 'SCHEDULED'";
    private static final String SUPPRESS = """
            UPDATE notification SET status = 'SUPPRESSED', suppression_reason = $2, decisions = $3, request = NULL
            WHERE id = $1 AND status = 'SCHEDULED'
            """;
    private static final String ATTEMPTS = """
            INSERT INTO attempt (id, notification_id, channel, status, round, retry_count, address_masked, message, outbox_id, created_at)
            SELECT id, notification_id, channel, 'PENDING', 1, 0, address_masked, message, outbox_id, created_at
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[])
                AS a (id, notification_id, channel, address_masked, message, outbox_id, created_at)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Outbox outbox;

    DueNotifications(DatabaseClient database, TransactionalOperator transaction, Outbox outbox) {
        this.database = database;
        this.transaction = transaction;
        this.outbox = outbox;
    }

    /** One that waits. */
    record Waiting(
            UUID id,
            StoryJson.Kept kept,
            List<ChannelDecision> decisions,
            @Nullable String traceparent,
            Instant createdAt,
            Instant expiresAt) {

        Waiting {
            decisions = List.copyOf(decisions);
        }
    }

    /** Empty if it does not wait any more. */
    Mono<Waiting> find(UUID id) {
        return database.sql(WAITING).bind(0, id).map(DueNotifications::waiting).one();
    }

    private static Waiting waiting(Readable row) {
        return new Waiting(
                Columns.required(row.get("id", UUID.class)),
                StoryJson.kept(Columns.required(row.get("request", String.class))),
                StoryJson.decisions(Columns.required(row.get("decisions", String.class))),
                row.get("traceparent", String.class),
                Columns.required(row.get("created_at", Instant.class)),
                Columns.required(row.get("expires_at", Instant.class)));
    }

    /** Whether it still waited. */
    Mono<Boolean> expire(UUID id) {
        return database.sql(EXPIRE).bind(0, id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** Whether it still waited. */
    Mono<Boolean> suppress(UUID id, Reason reason, List<ChannelDecision> decisions) {
        return database.sql(SUPPRESS)
                .bind(0, id)
                .bind(1, reason.name())
                .bind(2, StoryJson.decisions(decisions))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Carries the plan out in one transaction, if it still waits; whether it did. */
    Mono<Boolean> moveOn(Planner.Decided decided, Planner.Plan plan) {
        Pieces pieces = Pieces.of(plan);
        return transaction.transactional(update(decided, plan, pieces)
                .flatMap(rows -> rows == 1
                        ? insertAttempts(pieces.attempts(), decided.now())
                                .then(outbox.append(pieces.events()))
                                .thenReturn(true)
                        : Mono.just(false)));
    }

    private Mono<Long> update(Planner.Decided decided, Planner.Plan plan, Pieces pieces) {
        Optional<Composition.Words> shown = decided.composition().shown(pieces.channels());
        TemplateUse template = shown.map(Composition.Words::template).orElse(null);
        String request = pieces.status() == NewNotification.Status.SCHEDULED ? StoryJson.kept(decided.kept()) : null;
        DatabaseClient.GenericExecuteSpec statement = database.sql(MOVE_ON)
                .bind(0, decided.id())
                .bind(1, pieces.status().name())
                .bind(2, StoryJson.channels(pieces.channels()))
                .bind(3, StoryJson.decisions(plan.decisions()))
                .bind(7, plan.expiresAt().atOffset(ZoneOffset.UTC))
                .bind(8, pieces.attempts().size())
                .bind(9, shown.map(words -> words.content().title()).orElse(""));
        statement = orNull(
                statement, 4, pieces.reason() == null ? null : pieces.reason().name(), String.class);
        statement = orNull(statement, 5, request, String.class);
        statement = orNull(
                statement,
                6,
                pieces.dueAt() == null ? null : pieces.dueAt().atOffset(ZoneOffset.UTC),
                java.time.OffsetDateTime.class);
        statement = orNull(statement, 10, template == null ? null : template.key(), String.class);
        statement = orNull(statement, 11, template == null ? null : template.locale(), String.class);
        statement = orNull(statement, 12, template == null ? null : template.revision(), Integer.class);
        return statement.fetch().rowsUpdated();
    }

    private static <T> DatabaseClient.GenericExecuteSpec orNull(
            DatabaseClient.GenericExecuteSpec statement, int index, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(index, type) : statement.bind(index, value);
    }

    private Mono<Void> insertAttempts(List<NewNotification.NewAttempt> attempts, Instant now) {
        if (attempts.isEmpty()) {
            return Mono.empty();
        }
        return Columns.of(database.sql(ATTEMPTS))
                .uuids(attempts, attempt -> attempt.message().attemptId())
                .uuids(attempts, attempt -> attempt.message().notificationId())
                .text(attempts, attempt -> attempt.message().channel().name())
                .text(attempts, attempt -> Masked.address(attempt.message().address()))
                .text(attempts, attempt -> EventJson.write(attempt.message()))
                .uuids(attempts, NewNotification.NewAttempt::outboxId)
                .times(attempts, attempt -> now)
                .statement()
                .fetch()
                .rowsUpdated()
                .then();
    }
}

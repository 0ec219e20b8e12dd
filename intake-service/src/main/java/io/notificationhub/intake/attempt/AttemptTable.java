package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.intake.decide.Reason;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.StoryJson;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Attempts in the store, many at a time. All methods but {@link #lock} expect the rows to be locked. */
final class AttemptTable {
    /** In the order of their ids, so that two batches never wait for each other. */
    private static final String LOCK = """
            SELECT id, notification_id, status, round, retry_count, error_class, tries, outbox_id, message = '' AS erased
            FROM attempt WHERE id = ANY ($1) ORDER BY id FOR UPDATE
            """;

    private static final String MESSAGES = "SELECT message FROM attempt WHERE id = ANY ($1)";
    private static final String UPDATE = """
            UPDATE attempt SET status = c.status, round = c.round, retry_count = c.retry_count, tries = c.tries,
                vendor = coalesce(c.vendor, attempt.vendor), vendor_message_id = coalesce(c.message_id, attempt.vendor_message_id),
                error_class = CASE c.status WHEN 'DISCARDED' THEN attempt.error_class ELSE c.error_class END,
                failure_reason = CASE c.status WHEN 'DISCARDED' THEN attempt.failure_reason ELSE c.reason END, next_attempt_at = c.next_at,
                completed_at = c.completed_at, outbox_id = coalesce(c.outbox_id, attempt.outbox_id)
            FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                    $10::timestamptz[], $11::timestamptz[], $12::uuid[])
                AS c (id, status, round, retry_count, tries, vendor, message_id, error_class, reason, next_at, completed_at, outbox_id)
            WHERE attempt.id = c.id
            """;
    private static final String WITHDRAW = "DELETE FROM outbox WHERE id = ANY ($1)";
    private static final String NOTIFICATIONS = """
            WITH change AS (
                SELECT * FROM unnest($1::uuid[], $2::int[]) AS c (id, closed)
            ), locked AS (
                SELECT n.id FROM notification n JOIN change USING (id) ORDER BY n.id FOR UPDATE OF n
            )
            UPDATE notification n SET open_attempts = n.open_attempts - change.closed,
                status = CASE WHEN n.open_attempts - change.closed = 0 THEN 'COMPLETED' ELSE 'FANNED_OUT' END
            FROM change JOIN locked USING (id)
            WHERE n.id = change.id
            """;

    private final DatabaseClient database;

    AttemptTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Map<UUID, StoredAttempt>> lock(Collection<UUID> ids) {
        return database.sql(LOCK)
                .bind(0, ids.toArray(UUID[]::new))
                .map(StoredAttempt::of)
                .all()
                .collectMap(StoredAttempt::id, Function.identity());
    }

    Mono<Map<UUID, DeliveryRequested>> messages(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql(MESSAGES)
                .bind(0, ids.toArray(UUID[]::new))
                .map(row -> EventJson.read(Columns.required(row.get("message", String.class)), DeliveryRequested.class))
                .all()
                .collectMap(DeliveryRequested::attemptId, Function.identity());
    }

    Mono<Void> update(List<Change> changes, Instant now) {
        return Columns.of(database.sql(UPDATE))
                .uuids(changes, Change::id)
                .text(changes, change -> change.after().status())
                .numbers(changes, change -> change.after().round())
                .numbers(changes, change -> change.after().retryCount())
                .text(changes, change -> StoryJson.tries(change.tries()))
                .text(changes, change -> of(change, DeliveryResult::vendor))
                .text(changes, change -> of(change, DeliveryResult::vendorMessageId))
                .text(changes, AttemptTable::errorClass)
                .text(changes, AttemptTable::failureReason)
                .times(changes, Change::nextRoundAt)
                .times(changes, change -> change.after().isFinal() ? now : null)
                .uuids(changes, Change::outboxId)
                .statement()
                .fetch()
                .rowsUpdated()
                .then();
    }

    private static <T> @Nullable T of(Change change, Function<DeliveryResult, @Nullable T> part) {
        DeliveryResult result = change.result();
        return result == null ? null : part.apply(result);
    }

    private static @Nullable String failureReason(Change change) {
        if (change.isErased()) {
            return Reason.RECIPIENT_GONE.name();
        }
        return change.after() instanceof Attempt.Succeeded ? null : of(change, DeliveryResult::failureReason);
    }

    private static @Nullable String errorClass(Change change) {
        if (change.after() instanceof Attempt.Exhausted exhausted) {
            return exhausted.errorClass().name();
        }
        DeliveryResult result = change.result();
        return change.after() instanceof Attempt.Succeeded || result == null || result.errorClass() == null
                ? null
                : Objects.requireNonNull(result.errorClass()).name();
    }

    /** Takes back the rows of rounds that must not begin any more; one that is already gone is recognised by its claim. */
    Mono<Void> withdraw(List<Change> changes) {
        UUID[] rows = changes.stream()
                .map(Change::withdrawnRow)
                .filter(Objects::nonNull)
                .toArray(UUID[]::new);
        return rows.length == 0
                ? Mono.empty()
                : database.sql(WITHDRAW).bind(0, rows).fetch().rowsUpdated().then();
    }

    /** Counts the notifications' open attempts; the last one completes its notification, a replayed one opens it again. */
    Mono<Void> countOpen(List<Change> changes) {
        Map<UUID, Integer> closed = new TreeMap<>(Comparator.comparing(UUID::toString));
        changes.forEach(change -> closed.merge(change.before().notificationId(), change.closed(), Integer::sum));
        closed.values().removeIf(count -> count == 0);
        if (closed.isEmpty()) {
            return Mono.empty();
        }
        return Columns.of(database.sql(NOTIFICATIONS))
                .uuids(closed.entrySet(), Map.Entry::getKey)
                .numbers(closed.entrySet(), Map.Entry::getValue)
                .statement()
                .fetch()
                .rowsUpdated()
                .then();
    }
}

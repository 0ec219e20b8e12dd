package io.notificationhub.intake.attempt;

import io.notificationhub.intake.profile.RecipientErasure;
import io.notificationhub.intake.sql.Columns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Takes an erased recipient's personal data out of what was sent and what waits: texts, titles, addresses. What is pending ends as EXPIRED, what is on
 * the desk as DISCARDED, what is scheduled as SUPPRESSED. That something was sent, when, on which channel and how it ended stays. A message that
 * a worker has already been given is not called back.
 */
final class Erasure implements RecipientErasure {
    private static final int AT_ONCE = 500;
    private static final String ATTEMPTS = """
            SELECT a.id FROM attempt a JOIN notification n ON n.id = a.notification_id
            WHERE n.recipient_id = ANY ($1) AND a.message <> '' ORDER BY a.id LIMIT $2
            """;
    /** What a vendor says of a failure may quote the address. */
    private static final String FORGET_ATTEMPTS = """
            UPDATE attempt SET message = '', address_masked = '', failure_reason = NULL,
                tries = (SELECT coalesce(json_agg(t::jsonb - 'reason'), '[]') FROM json_array_elements(tries::json) AS t)::text,
                receipts = (SELECT coalesce(json_agg(t::jsonb - 'reason'), '[]') FROM json_array_elements(receipts::json) AS t)::text
            WHERE id = ANY ($1)
            """;

    private static final String FORGET_NOTIFICATIONS = """
            UPDATE notification SET title = '', request = NULL,
                status = CASE status WHEN 'SCHEDULED' THEN 'SUPPRESSED' ELSE status END,
                suppression_reason = CASE status WHEN 'SCHEDULED' THEN 'NO_ELIGIBLE_CHANNEL' ELSE suppression_reason END
            WHERE recipient_id = ANY ($1) AND title <> ''
            """;

    private final DatabaseClient database;
    private final AttemptChanges attempts;

    Erasure(DatabaseClient database, AttemptChanges attempts) {
        this.database = database;
        this.attempts = attempts;
    }

    @Override
    public Mono<Void> erase(Collection<String> recipientIds) {
        if (recipientIds.isEmpty()) {
            return Mono.empty();
        }
        String[] recipients = recipientIds.toArray(String[]::new);
        Mono<Long> notifications =
                database.sql(FORGET_NOTIFICATIONS).bind(0, recipients).fetch().rowsUpdated();
        return Mono.defer(() -> someAttempts(recipients))
                .repeat()
                .takeUntil(found -> found == 0)
                .then(notifications)
                .then();
    }

    private Mono<Integer> someAttempts(String[] recipients) {
        return database.sql(ATTEMPTS)
                .bind(0, recipients)
                .bind(1, AT_ONCE)
                .map(row -> Columns.required(row.get(0, UUID.class)))
                .all()
                .collectList()
                .flatMap(ids -> ids.isEmpty() ? Mono.just(0) : end(ids).thenReturn(ids.size()));
    }

    private Mono<Long> end(List<UUID> ids) {
        return attempts.apply(
                        ids,
                        locked -> locked.values().stream().map(Erasure::ended).toList())
                .then(database.sql(FORGET_ATTEMPTS)
                        .bind(0, ids.toArray(UUID[]::new))
                        .fetch()
                        .rowsUpdated());
    }

    private static Change ended(StoredAttempt stored) {
        Attempt end = switch (stored.state()) {
            case Attempt.Pending pending -> pending.expire();
            case Attempt.Exhausted exhausted -> exhausted.discard();
            case Attempt.Succeeded succeeded -> succeeded;
            case Attempt.Expired expired -> expired;
            case Attempt.Discarded discarded -> discarded;
        };
        return new Change(stored, end, stored.tries(), null, null, null, null);
    }
}

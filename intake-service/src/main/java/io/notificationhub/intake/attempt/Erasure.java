package io.notificationhub.intake.attempt;

import io.notificationhub.intake.profile.RecipientErasure;
import io.notificationhub.intake.sql.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Takes an erased recipient's personal data out of what was sent and what waits: texts, titles, addresses. What is pending ends as EXPIRED, what is on
 * the desk as DISCARDED, what is scheduled as SUPPRESSED. That something was sent, when, on which channel and how it ended stays. A message that
 * a worker has already been given is not called back. Looks a second time a minute later: a request that was being decided while its recipient was erased may be
 * stored after the first look.
 */
final class Erasure implements RecipientErasure {
    /** Longer than any request is worked on. */
    private static final Duration SECOND_LOOK_AFTER = Duration.ofMinutes(1);

    private static final int AT_ONCE = 500;
    private static final String REMEMBER = """
            INSERT INTO recent_erasure AS known (recipient_id, erased_at, look_again_at)
            SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[])
            ON CONFLICT (recipient_id) DO UPDATE
                SET erased_at = greatest(known.erased_at, EXCLUDED.erased_at), look_again_at = EXCLUDED.look_again_at
            """;
    private static final String RECENT =
            "SELECT recipient_id, erased_at FROM recent_erasure WHERE look_again_at <= $1 ORDER BY look_again_at LIMIT $2";
    private static final String FORGET = """
            DELETE FROM recent_erasure AS known USING unnest($1::text[], $2::timestamptz[]) AS e (recipient_id, erased_at)
            WHERE known.recipient_id = e.recipient_id AND known.erased_at = e.erased_at AND known.look_again_at <= $3
            """;
    /** In the order of their ids, as everybody who locks notifications. */
    private static final String FORGET_NOTIFICATIONS = """
            WITH theirs AS (
                SELECT n.id FROM notification n
                JOIN unnest($1::text[], $2::timestamptz[]) AS e (recipient_id, erased_at) USING (recipient_id)
                WHERE n.created_at <= e.erased_at AND (n.title <> '' OR n.request IS NOT NULL)
                ORDER BY n.id FOR UPDATE OF n
            )
            UPDATE notification n SET title = '', request = NULL,
                status = CASE status WHEN 'SCHEDULED' THEN 'SUPPRESSED' ELSE status END,
                suppression_reason = CASE status WHEN 'SCHEDULED' THEN 'NO_ELIGIBLE_CHANNEL' ELSE suppression_reason END
            FROM theirs WHERE n.id = theirs.id
            """;

    private static final String ATTEMPTS = """
            SELECT a.id FROM attempt a JOIN notification n ON n.id = a.notification_id
            JOIN unnest($1::text[], $2::timestamptz[]) AS e (recipient_id, erased_at) USING (recipient_id)
            WHERE n.created_at <= e.erased_at AND a.message <> '' ORDER BY a.id LIMIT $3
            """;
    /** What a vendor says of a failure may quote the address. */
    private static final String FORGET_ATTEMPTS = """
            UPDATE attempt SET message = '', address_masked = '', failure_reason = NULL,
                tries = (SELECT coalesce(json_agg(t::jsonb - 'reason'), '[]') FROM json_array_elements(tries::json) AS t)::text,
                receipts = (SELECT coalesce(json_agg(t::jsonb - 'reason'), '[]') FROM json_array_elements(receipts::json) AS t)::text
            WHERE id = ANY ($1)
            """;

    private final DatabaseClient database;
    private final AttemptChanges attempts;
    private final Clock clock;

    Erasure(DatabaseClient database, AttemptChanges attempts, Clock clock) {
        this.database = database;
        this.attempts = attempts;
        this.clock = clock;
    }

    @Override
    public Mono<Void> erase(Map<String, Instant> erased) {
        if (erased.isEmpty()) {
            return Mono.empty();
        }
        Instant lookAgainAt = clock.instant().plus(SECOND_LOOK_AFTER);
        return of(REMEMBER, erased)
                .times(erased.keySet(), recipient -> lookAgainAt)
                .statement()
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(() -> look(erased)));
    }

    /** Looks again at those whose erasure is a while ago. */
    Mono<Void> lookAgain() {
        return Mono.defer(() -> {
                    Instant now = clock.instant();
                    return Columns.of(database.sql(RECENT))
                            .time(now)
                            .statement()
                            .bind(1, AT_ONCE)
                            .map(row -> Map.entry(
                                    Columns.required(row.get("recipient_id", String.class)),
                                    Columns.required(row.get("erased_at", Instant.class))))
                            .all()
                            .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new)
                            .flatMap(recent -> recent.isEmpty()
                                    ? Mono.just(0)
                                    : look(recent)
                                            .then(of(FORGET, recent)
                                                    .time(now)
                                                    .statement()
                                                    .fetch()
                                                    .rowsUpdated())
                                            .thenReturn(recent.size()));
                })
                .repeat()
                .takeUntil(found -> found < AT_ONCE)
                .then();
    }

    /** What waits first: from then on it makes no attempts any more. */
    private Mono<Void> look(Map<String, Instant> erased) {
        return of(FORGET_NOTIFICATIONS, erased)
                .statement()
                .fetch()
                .rowsUpdated()
                .thenMany(Mono.defer(() -> someAttempts(erased)).repeat().takeUntil(found -> found == 0))
                .then();
    }

    private Columns of(String sql, Map<String, Instant> erased) {
        return Columns.of(database.sql(sql))
                .text(erased.keySet(), recipient -> recipient)
                .times(erased.keySet(), erased::get);
    }

    private Mono<Integer> someAttempts(Map<String, Instant> erased) {
        return of(ATTEMPTS, erased)
                .statement()
                .bind(2, AT_ONCE)
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

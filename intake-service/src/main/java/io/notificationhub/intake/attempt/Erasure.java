package io.notificationhub.intake.attempt;

import io.notificationhub.intake.profile.RecipientErasure;
import io.notificationhub.intake.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
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
    private static final UUID NEWEST = new UUID(-1, -1);
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
    /** By the index of histories ({@code Stories} tells why it looks like this), and on from where the last page ended: whoever has many is gone through once. */
    private static final String THEIRS = """
            SELECT id FROM notification WHERE recipient_id = ANY (ARRAY[$1]) AND id < $2 AND created_at <= $3
            ORDER BY recipient_id, id DESC LIMIT $4
            """;

    /** In the order of their ids, as everybody who locks notifications. */
    private static final String FORGET_NOTIFICATIONS = """
            WITH theirs AS (
                SELECT id FROM notification WHERE id = ANY ($1) AND (title <> '' OR request IS NOT NULL) ORDER BY id FOR UPDATE
            )
            UPDATE notification n SET title = '', request = NULL,
                status = CASE status WHEN 'SCHEDULED' THEN 'SUPPRESSED' ELSE status END,
                suppression_reason = CASE status WHEN 'SCHEDULED' THEN 'NO_ELIGIBLE_CHANNEL' ELSE suppression_reason END,
                decisions = CASE status WHEN 'SCHEDULED' THEN (
                    SELECT coalesce(json_agg(json_build_object('channel', d -> 'channel', 'decision', 'EXCLUDED', 'reason',
                        CASE d ->> 'decision' WHEN 'EXCLUDED' THEN d ->> 'reason' ELSE 'RECIPIENT_GONE' END)), '[]')
                    FROM json_array_elements(decisions::json) AS d)::text ELSE decisions END
            FROM theirs WHERE n.id = theirs.id
            """;

    private static final String ATTEMPTS = "SELECT id FROM attempt WHERE notification_id = ANY ($1) AND message <> ''";
    /** What a vendor says of a failure may quote the address. */
    private static final String FORGET_ATTEMPTS = """
            UPDATE attempt SET message = '', address_masked = '',
                failure_reason = CASE failure_reason WHEN 'RECIPIENT_GONE' THEN failure_reason END,
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

    private Mono<Void> look(Map<String, Instant> erased) {
        return Flux.fromIterable(erased.entrySet())
                .concatMap(each -> page(each.getKey(), each.getValue(), NEWEST)
                        .expand(last -> page(each.getKey(), each.getValue(), last)))
                .then();
    }

    /** The last of a page of one's notifications, whose data is gone; empty if there were none. */
    private Mono<UUID> page(String recipient, Instant erasedAt, UUID before) {
        return Columns.of(
                        database.sql(THEIRS).bind(0, recipient).bind(1, before).bind(3, AT_ONCE), 2)
                .time(erasedAt)
                .statement()
                .map(Erasure::id)
                .all()
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .flatMap(ids -> forget(ids).thenReturn(ids.getLast()));
    }

    /** What waits first: from then on it makes no attempts any more. */
    private Mono<Void> forget(List<UUID> notifications) {
        UUID[] ids = notifications.toArray(UUID[]::new);
        return database.sql(FORGET_NOTIFICATIONS)
                .bind(0, ids)
                .fetch()
                .rowsUpdated()
                .thenMany(database.sql(ATTEMPTS).bind(0, ids).map(Erasure::id).all())
                .buffer(AT_ONCE)
                .concatMap(this::end)
                .then();
    }

    private static UUID id(Readable row) {
        return Columns.required(row.get(0, UUID.class));
    }

    private Columns of(String sql, Map<String, Instant> erased) {
        return Columns.of(database.sql(sql))
                .text(erased.keySet(), recipient -> recipient)
                .times(erased.keySet(), erased::get);
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

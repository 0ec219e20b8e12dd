package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.DeadLetterRaised;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
import io.notificationhub.dlqadmin.sql.Criteria.Direction;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The stored dead letters. Every change is a compare-and-set, so events may come late, twice or in another order. */
@Repository
public class DeadLetters {
    /** A letter that was resolved or discarded stays so; of an open one the highest round is told. */
    private static final String STORE = """
            INSERT INTO dead_letter AS stored (attempt_id, notification_id, recipient_id, producer_id, kind, channel, status, round,
                address_masked, title, body, template_key, retry_count, max_retries, error_class, vendor, vendor_code, failure_reason,
                tries, created_at, expires_at, exhausted_at, changed_at)
            SELECT "attemptId", "notificationId", "recipientId", "producerId", kind, channel, 'EXHAUSTED', round,
                "addressMasked", title, body, "templateKey", "retryCount", "maxRetries", "errorClass", vendor, "vendorCode", "failureReason",
                tries, "createdAt", "expiresAt", "exhaustedAt", :now
            FROM jsonb_to_recordset(:letters::jsonb) AS raised("attemptId" uuid, "notificationId" uuid, "recipientId" text,
                "producerId" text, kind text, channel text, round int, "addressMasked" text, title text, body text, "templateKey" text,
                "retryCount" int, "maxRetries" int, "errorClass" text, vendor text, "vendorCode" text, "failureReason" text, tries jsonb,
                "createdAt" timestamptz, "expiresAt" timestamptz, "exhaustedAt" timestamptz)
            ORDER BY "attemptId"
            ON CONFLICT (attempt_id) DO UPDATE SET status = 'EXHAUSTED', round = EXCLUDED.round, recipient_id = EXCLUDED.recipient_id,
                address_masked = EXCLUDED.address_masked, title = EXCLUDED.title, body = EXCLUDED.body,
                template_key = EXCLUDED.template_key, retry_count = EXCLUDED.retry_count, max_retries = EXCLUDED.max_retries,
                error_class = EXCLUDED.error_class, vendor = EXCLUDED.vendor, vendor_code = EXCLUDED.vendor_code,
                failure_reason = EXCLUDED.failure_reason, tries = EXCLUDED.tries, expires_at = EXCLUDED.expires_at,
                exhausted_at = EXCLUDED.exhausted_at, changed_at = EXCLUDED.changed_at, erased_at = NULL
            WHERE EXCLUDED.round > stored.round AND stored.status IN ('EXHAUSTED', 'REPLAYED')
            """;

    private static final String RESOLVE = """
            UPDATE dead_letter SET status = 'RESOLVED', changed_at = :now
            WHERE attempt_id = ANY(:attemptIds) AND status IN ('REPLAYED', 'EXHAUSTED', 'EXPIRED')
            """;

    /** A success is the last word about an attempt, so its letter may come after it and is resolved all the same. */
    private static final String RESOLVE_LATE = """
            UPDATE dead_letter SET status = 'RESOLVED', changed_at = :now FROM failed_attempt
            WHERE failed_attempt.attempt_id = ANY(:attemptIds) AND failed_attempt.succeeded
                AND dead_letter.attempt_id = failed_attempt.attempt_id AND dead_letter.status IN ('REPLAYED', 'EXHAUSTED', 'EXPIRED')
            """;

    /** Only a round that the replay began can end it. */
    private static final String EXPIRE = """
            UPDATE dead_letter SET status = 'EXPIRED', changed_at = :now
            FROM unnest(:attemptIds, :rounds) AS over(attempt_id, round)
            WHERE dead_letter.attempt_id = over.attempt_id AND dead_letter.status = 'REPLAYED' AND over.round > dead_letter.round
            """;

    private static final String DECIDE = """
            UPDATE dead_letter SET status = :next, changed_at = :now
            WHERE attempt_id = :attemptId AND round = :round AND status = 'EXHAUSTED'
            RETURNING\s""" + DeadLetter.COLUMNS;

    private final DatabaseClient database;
    private final Clock clock;

    DeadLetters(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Stores what isn't known yet, each attempt at most once. */
    Mono<Void> store(Collection<DeadLetterRaised> raised) {
        String letters = raised.stream().map(EventJson::write).collect(Collectors.joining(",", "[", "]"));
        return database.sql(STORE)
                .bind("letters", letters)
                .bind("now", Columns.utc(clock.instant()))
                .then();
    }

    /** A vendor accepted these attempts: whatever the desk believed, they are done. */
    Mono<Void> resolve(Collection<UUID> attemptIds) {
        return resolve(RESOLVE, attemptIds);
    }

    /** Resolves those of these letters whose success was told before they came. Idempotent. */
    Mono<Void> resolveLate(Collection<UUID> attemptIds) {
        return resolve(RESOLVE_LATE, attemptIds);
    }

    private Mono<Void> resolve(String sql, Collection<UUID> attemptIds) {
        return database.sql(sql)
                .bind("attemptIds", attemptIds.toArray(UUID[]::new))
                .bind("now", Columns.utc(clock.instant()))
                .then();
    }

    /** The time of these attempts was over before their rounds: those that were replayed end so. */
    Mono<Void> expire(List<DeliveryResult> results) {
        return database.sql(EXPIRE)
                .bind(
                        "attemptIds",
                        results.stream().map(DeliveryResult::attemptId).toArray(UUID[]::new))
                .bind("rounds", results.stream().map(DeliveryResult::round).toArray(Integer[]::new))
                .bind("now", Columns.utc(clock.instant()))
                .then();
    }

    /** Moves a letter that still is as it was read; empty if it isn't. */
    Mono<DeadLetter> decide(DeadLetter asRead, DeskState next) {
        return database.sql(DECIDE)
                .bind("next", next.status().name())
                .bind("attemptId", asRead.attemptId())
                .bind("round", asRead.round())
                .bind("now", Columns.utc(clock.instant()))
                .map(DeadLetter::of)
                .one();
    }

    public Mono<DeadLetter> find(UUID attemptId) {
        return database.sql("SELECT " + DeadLetter.COLUMNS + " FROM dead_letter WHERE attempt_id = :attemptId")
                .bind("attemptId", attemptId)
                .map(DeadLetter::of)
                .one();
    }

    /** Up to {@code most} letters that meet the filter, behind the cursor, by id ascending. */
    public Mono<List<DeadLetter>> page(Filter filter, @Nullable UUID cursor, int most) {
        return find(new Search(filter, null, Direction.ASCENDING, cursor), most);
    }

    /** The first of those that wait for an operator, too. */
    public Mono<List<DeadLetter>> firstOpen(Filter filter, int most) {
        return find(new Search(filter, DeskStatus.EXHAUSTED, Direction.ASCENDING, null), most);
    }

    /** Up to {@code most} letters that came before the cursor, newest first. */
    public Mono<List<DeadLetter>> newest(Filter filter, @Nullable DeskStatus status, @Nullable UUID cursor, int most) {
        return find(new Search(filter, status, Direction.DESCENDING, cursor), most);
    }

    private Mono<List<DeadLetter>> find(Search search, int most) {
        return Flux.fromIterable(search.parts())
                .concatMap(part -> part.bind(database.sql(search.sql(part, most)))
                        .map(DeadLetter::of)
                        .all())
                .take(most)
                .collectList();
    }

    public Mono<Long> countOpen(Filter filter) {
        Criteria open = filter.open();
        return open.bind(database.sql(countSql(open)))
                .map(row -> new Columns(row).count("letters"))
                .one();
    }

    static String countSql(Criteria criteria) {
        return "SELECT count(*) AS letters FROM dead_letter WHERE " + criteria.sql();
    }
}

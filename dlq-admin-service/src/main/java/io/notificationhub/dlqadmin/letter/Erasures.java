package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.dlqadmin.audit.Audit;
import io.notificationhub.dlqadmin.audit.AuditEntry;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.web.Caller;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes the personal data out of the dead letters of erased recipients. The tombstones stay, so that a letter that comes after the erasure of
 * its recipient is emptied too; what was asked for after the erasure is new data and stays. As in intake, which sends nothing more to an erased
 * recipient, a letter that waited for an operator is discarded, and one that was being replayed ends.
 */
@Repository
class Erasures {
    private static final String REMEMBER = """
            INSERT INTO erased_recipient AS known (recipient_id, erased_at)
            SELECT recipient_id, max(erased_at) FROM unnest(:recipientIds, :times) AS erased(recipient_id, erased_at)
            GROUP BY recipient_id ORDER BY recipient_id
            ON CONFLICT (recipient_id) DO UPDATE SET erased_at = EXCLUDED.erased_at WHERE known.erased_at < EXCLUDED.erased_at
            """;

    /** Until intake has heard of an erasure it makes notifications from the profile that it still has; those end with the rest. */
    private static final int HEARD_WITHIN_SECONDS = 5;

    private static final int AT_ONCE = 500;

    /** Begins with the tombstones, of which there are few: the letters of a batch's recipients may be many. */
    static final String EMPTY_LETTERS = """
            WITH theirs AS (
                SELECT dead_letter.attempt_id, dead_letter.status, erased_recipient.erased_at
                FROM erased_recipient JOIN dead_letter USING (recipient_id)
                WHERE erased_recipient.recipient_id = ANY(:recipientIds)
                    AND dead_letter.created_at <= erased_recipient.erased_at + make_interval(secs => :heardWithin)
                ORDER BY dead_letter.recipient_id, dead_letter.attempt_id LIMIT :most FOR UPDATE OF dead_letter)
            UPDATE dead_letter SET recipient_id = NULL, title = NULL, body = NULL, failure_reason = NULL, address_masked = '***',
                status = CASE theirs.status WHEN 'REPLAYED' THEN 'EXPIRED' WHEN 'EXHAUSTED' THEN 'DISCARDED' ELSE theirs.status END,
                erased_at = theirs.erased_at,
                tries = (SELECT coalesce(jsonb_agg(one_try - 'reason' ORDER BY position), '[]')
                         FROM jsonb_array_elements(tries) WITH ORDINALITY AS one(one_try, position))
            FROM theirs WHERE dead_letter.attempt_id = theirs.attempt_id
            RETURNING dead_letter.attempt_id, theirs.status AS was
            """;

    private static final Caller.Operator ITSELF = new Caller.Operator("hub:erasure", "unknown");

    private final DatabaseClient database;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final Ids ids;
    private final Clock clock;

    Erasures(DatabaseClient database, Audit audit, TransactionalOperator transaction, Ids ids, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /** Keeps the tombstones, and drops the recent failures of these recipients. */
    Mono<Void> remember(List<ProfileChanged> erased) {
        String[] recipientIds = erased.stream().map(ProfileChanged::recipientId).toArray(String[]::new);
        return database.sql(REMEMBER)
                .bind("recipientIds", recipientIds)
                .bind(
                        "times",
                        erased.stream()
                                .map(profile -> Columns.utc(profile.changedAt()))
                                .toArray(OffsetDateTime[]::new))
                .then()
                .then(database.sql("DELETE FROM recent_failure WHERE recipient_id = ANY(:recipientIds)")
                        .bind("recipientIds", recipientIds)
                        .then());
    }

    /** Empties the letters of those among these recipients who were erased. Idempotent. */
    Mono<Void> emptyLettersOf(Collection<String> recipientIds) {
        return transaction
                .transactional(emptySomeOf(recipientIds.toArray(String[]::new)))
                .repeat()
                .takeUntil(emptied -> emptied < AT_ONCE)
                .then();
    }

    private Mono<Integer> emptySomeOf(String[] recipientIds) {
        return database.sql(EMPTY_LETTERS)
                .bind("recipientIds", recipientIds)
                .bind("heardWithin", HEARD_WITHIN_SECONDS)
                .bind("most", AT_ONCE)
                .map(row -> new Emptied(
                        new Columns(row).uuid("attempt_id"), new Columns(row).choice("was", DeskStatus.class)))
                .all()
                .collectList()
                .flatMap(emptied -> Flux.fromIterable(emptied)
                        .filter(letter -> letter.was() == DeskStatus.EXHAUSTED)
                        .concatMap(letter -> audit.append(discarded(letter.attemptId())))
                        .then(Mono.just(emptied.size())));
    }

    private AuditEntry discarded(UUID attemptId) {
        return AuditEntry.decision(
                ids.next(), clock.instant(), ITSELF, Decision.DISCARD, attemptId, null, "RECIPIENT_GONE", false);
    }

    private record Emptied(UUID attemptId, DeskStatus was) {}
}

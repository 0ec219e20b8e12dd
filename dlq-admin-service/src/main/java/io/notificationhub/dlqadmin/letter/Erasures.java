package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.dlqadmin.sql.Columns;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Takes the personal data out of the dead letters of erased recipients. The tombstones stay, so that a letter that comes after the erasure of
 * its recipient is emptied too; what was asked for after the erasure is new data and stays. A letter that was being replayed ends: intake
 * sends nothing more to an erased recipient.
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

    /** Begins with the tombstones, of which there are few: the letters of a batch's recipients may be many. */
    private static final String EMPTY_LETTERS = """
            UPDATE dead_letter SET recipient_id = NULL, title = NULL, body = NULL, failure_reason = NULL, address_masked = '***',
                status = CASE status WHEN 'REPLAYED' THEN 'EXPIRED' ELSE status END,
                tries = (SELECT coalesce(jsonb_agg(one_try - 'reason' ORDER BY position), '[]')
                         FROM jsonb_array_elements(tries) WITH ORDINALITY AS one(one_try, position)),
                erased_at = erased_recipient.erased_at
            FROM erased_recipient
            WHERE erased_recipient.recipient_id = ANY(:recipientIds) AND dead_letter.recipient_id = erased_recipient.recipient_id
                AND dead_letter.created_at <= erased_recipient.erased_at + make_interval(secs => :heardWithin)
            """;

    private final DatabaseClient database;

    Erasures(DatabaseClient database) {
        this.database = database;
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
        return database.sql(EMPTY_LETTERS)
                .bind("recipientIds", recipientIds.toArray(String[]::new))
                .bind("heardWithin", HEARD_WITHIN_SECONDS)
                .then();
    }
}

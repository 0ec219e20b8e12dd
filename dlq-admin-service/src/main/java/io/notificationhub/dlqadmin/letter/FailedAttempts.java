package io.notificationhub.dlqadmin.letter;

import io.notificationhub.dlqadmin.sql.Columns;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Attempts that may become dead letters. A success that is told after the last failure of an attempt may overtake the letter, which comes by another
 * topic; so it is remembered here. Failures are few and both come by one partition in order, so the successes of all other attempts need not be.
 */
@Repository
class FailedAttempts {
    private static final String REMEMBER = """
            INSERT INTO failed_attempt (attempt_id, failed_at) SELECT unnest(:attemptIds), :now
            ON CONFLICT (attempt_id) DO UPDATE SET failed_at = EXCLUDED.failed_at
            """;

    private final DatabaseClient database;
    private final Clock clock;

    FailedAttempts(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A round of each of these attempts failed. */
    Mono<Void> remember(Collection<UUID> attemptIds) {
        return database.sql(REMEMBER)
                .bind("attemptIds", attemptIds.stream().sorted().toArray(UUID[]::new))
                .bind("now", Columns.utc(clock.instant()))
                .then();
    }

    /** A vendor accepted these attempts; those that never failed are not remembered. */
    Mono<Void> succeeded(Collection<UUID> attemptIds) {
        return database.sql("UPDATE failed_attempt SET succeeded = true WHERE attempt_id = ANY(:attemptIds)")
                .bind("attemptIds", attemptIds.toArray(UUID[]::new))
                .then();
    }
}

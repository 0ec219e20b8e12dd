package io.notificationhub.intake.accept;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Calls a waiting notification back. Against its coming due, exactly one of the two wins: both are compare-and-sets on SCHEDULED. */
public final class CancelNotification {
    private static final String CANCEL =
            "UPDATE notification SET status = 'CANCELLED', request = NULL WHERE id = $1 AND status = 'SCHEDULED'";

    private final DatabaseClient database;

    CancelNotification(DatabaseClient database) {
        this.database = database;
    }

    /** Whether it was cancelled. The outbox row that would wake it stays and finds nothing to do. */
    public Mono<Boolean> cancel(UUID notificationId) {
        return database.sql(CANCEL)
                .bind(0, notificationId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}

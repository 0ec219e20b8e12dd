package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Try;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.StoryJson;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it is read under a lock.
 *
 * @param erased whether its recipient was, so that nothing personal may be added to it
 */
record StoredAttempt(
        UUID id,
        UUID notificationId,
        Attempt state,
        List<Try> tries,
        @Nullable UUID outboxId,
        boolean erased) {

    static StoredAttempt of(Readable row) {
        String errorClass = row.get("error_class", String.class);
        return new StoredAttempt(
                Columns.required(row.get("id", UUID.class)),
                Columns.required(row.get("notification_id", UUID.class)),
                Attempt.of(
                        Columns.required(row.get("status", String.class)),
                        Columns.required(row.get("round", Integer.class)),
                        Columns.required(row.get("retry_count", Integer.class)),
                        errorClass == null ? null : ErrorClass.valueOf(errorClass)),
                StoryJson.tries(Columns.required(row.get("tries", String.class))),
                row.get("outbox_id", UUID.class),
                Columns.required(row.get("erased", Boolean.class)));
    }
}

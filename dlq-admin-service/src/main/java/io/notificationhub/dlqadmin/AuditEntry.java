package io.notificationhub.dlqadmin;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.notificationhub.web.Caller;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing an operator did. {@code filter} and {@code counts} are JSON objects. */
record AuditEntry(
        UUID id,
        Instant at,
        String actor,
        String clientIp,
        AuditAction action,
        @Nullable UUID attemptId,
        @Nullable UUID jobId,
        @Nullable String reason,
        @Nullable Boolean force,
        @JsonRawValue @Nullable String filter,
        @JsonRawValue @Nullable String counts) {

    /** A decision about one letter, by itself or as part of a job. */
    static AuditEntry decision(UUID id, Instant at, Order order, Command command, UUID attemptId) {
        return new AuditEntry(
                id,
                at,
                order.operator().name(),
                order.operator().clientIp(),
                AuditAction.of(command.decision()),
                attemptId,
                order.jobId(),
                command.reason(),
                command.force(),
                null,
                null);
    }

    /** A step of a bulk action. */
    static AuditEntry bulk(
            UUID id,
            Instant at,
            Caller.Operator operator,
            AuditAction action,
            @Nullable UUID jobId,
            @Nullable String reason,
            String filter,
            String counts) {
        return new AuditEntry(
                id, at, operator.name(), operator.clientIp(), action, null, jobId, reason, null, filter, counts);
    }

    static AuditEntry of(Readable row) {
        Columns columns = new Columns(row);
        return new AuditEntry(
                columns.uuid("id"),
                columns.instant("at"),
                columns.text("actor"),
                columns.text("client_ip"),
                columns.choice("action", AuditAction.class),
                columns.uuidOrNull("attempt_id"),
                columns.uuidOrNull("job_id"),
                columns.textOrNull("reason"),
                columns.flagOrNull("forced"),
                columns.textOrNull("filter"),
                columns.textOrNull("counts"));
    }
}

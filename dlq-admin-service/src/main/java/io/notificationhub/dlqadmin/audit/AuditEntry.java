package io.notificationhub.dlqadmin.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.web.Caller;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing an operator did, or the hub itself when a recipient was erased. {@code filter} and {@code counts} are JSON objects. */
public record AuditEntry(
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
        @JsonRawValue @Nullable String counts,
        @Nullable ChangedTemplate template) {

    /** A decision about one letter, by itself or as part of a job. */
    public static AuditEntry decision(
            UUID id,
            Instant at,
            Caller.Operator operator,
            Decision decision,
            UUID attemptId,
            @Nullable UUID jobId,
            @Nullable String reason,
            boolean force) {
        return new AuditEntry(
                id,
                at,
                operator.name(),
                operator.clientIp(),
                AuditAction.of(decision),
                attemptId,
                jobId,
                reason,
                force,
                null,
                null,
                null);
    }

    /** A step of a bulk action. */
    public static AuditEntry bulk(
            UUID id,
            Instant at,
            Caller.Operator operator,
            AuditAction action,
            @Nullable UUID jobId,
            @Nullable String reason,
            String filter,
            String counts) {
        return new AuditEntry(
                id, at, operator.name(), operator.clientIp(), action, null, jobId, reason, null, filter, counts, null);
    }

    /** A change of a template, at the time it was made. */
    static AuditEntry template(UUID id, Caller.Operator operator, TemplateChanged change) {
        return new AuditEntry(
                id,
                change.changedAt(),
                operator.name(),
                operator.clientIp(),
                AuditAction.of(change),
                null,
                null,
                null,
                null,
                null,
                null,
                ChangedTemplate.of(change));
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
                columns.textOrNull("counts"),
                ChangedTemplate.of(columns));
    }
}

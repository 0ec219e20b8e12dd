package io.notificationhub.dlqadmin.audit;

import io.notificationhub.contracts.ReplayRequested.Decision;
import io.notificationhub.contracts.TemplateChanged;

/** What operators do, as the audit trail names it. */
public enum AuditAction {
    DLQ_REPLAY,
    DLQ_DISCARD,
    DLQ_BULK_REPLAY_DRYRUN,
    DLQ_BULK_REPLAY_START,
    DLQ_BULK_REPLAY_FINISH,
    DLQ_BULK_DISCARD_DRYRUN,
    DLQ_BULK_DISCARD_START,
    DLQ_BULK_DISCARD_FINISH,
    TEMPLATE_CREATED,
    TEMPLATE_REVISED;

    public static AuditAction of(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_REPLAY;
            case DISCARD -> DLQ_DISCARD;
        };
    }

    public static AuditAction dryRun(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_BULK_REPLAY_DRYRUN;
            case DISCARD -> DLQ_BULK_DISCARD_DRYRUN;
        };
    }

    public static AuditAction start(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_BULK_REPLAY_START;
            case DISCARD -> DLQ_BULK_DISCARD_START;
        };
    }

    public static AuditAction finish(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_BULK_REPLAY_FINISH;
            case DISCARD -> DLQ_BULK_DISCARD_FINISH;
        };
    }

    static AuditAction of(TemplateChanged change) {
        return change.revision() == 1 ? TEMPLATE_CREATED : TEMPLATE_REVISED;
    }
}

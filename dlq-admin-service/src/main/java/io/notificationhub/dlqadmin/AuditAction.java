package io.notificationhub.dlqadmin;

import io.notificationhub.contracts.ReplayRequested.Decision;

/** What operators do at the desk, as the audit trail names it. */
enum AuditAction {
    DLQ_REPLAY,
    DLQ_DISCARD,
    DLQ_BULK_REPLAY_DRYRUN,
    DLQ_BULK_REPLAY_START,
    DLQ_BULK_REPLAY_FINISH,
    DLQ_BULK_DISCARD_DRYRUN,
    DLQ_BULK_DISCARD_START,
    DLQ_BULK_DISCARD_FINISH;

    static AuditAction of(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_REPLAY;
            case DISCARD -> DLQ_DISCARD;
        };
    }

    static AuditAction dryRun(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_BULK_REPLAY_DRYRUN;
            case DISCARD -> DLQ_BULK_DISCARD_DRYRUN;
        };
    }

    static AuditAction start(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_BULK_REPLAY_START;
            case DISCARD -> DLQ_BULK_DISCARD_START;
        };
    }

    static AuditAction finish(Decision decision) {
        return switch (decision) {
            case REPLAY -> DLQ_BULK_REPLAY_FINISH;
            case DISCARD -> DLQ_BULK_DISCARD_FINISH;
        };
    }
}

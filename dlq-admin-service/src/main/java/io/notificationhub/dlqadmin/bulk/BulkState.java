package io.notificationhub.dlqadmin.bulk;

/** Where a bulk job stands; all but RUNNING are final. */
public enum BulkState {
    RUNNING,
    /** All its letters were decided. */
    SUCCEEDED,
    /** Some were, some refused. */
    PARTIAL_FAILURE,
    /** All refused. */
    FAILED,
    /** An operator stopped it; what was done stays done. */
    CANCELLED
}

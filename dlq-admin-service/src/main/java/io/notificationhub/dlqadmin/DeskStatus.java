package io.notificationhub.dlqadmin;

/** The name of a {@link DeskState}, as it is stored and shown. */
enum DeskStatus {
    EXHAUSTED,
    REPLAYED,
    RESOLVED,
    DISCARDED
}

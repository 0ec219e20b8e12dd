package io.notificationhub.dlqadmin.letter;

/** The name of a {@link DeskState}, as it is stored and shown. */
public enum DeskStatus {
    EXHAUSTED,
    REPLAYED,
    RESOLVED,
    EXPIRED,
    DISCARDED
}

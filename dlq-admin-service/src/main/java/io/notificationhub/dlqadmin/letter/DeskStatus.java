package io.notificationhub.dlqadmin.letter;

/** The name of a {@link DeskState}, as it is stored and as the console shows it. */
public enum DeskStatus {
    EXHAUSTED,
    REPLAYED,
    RESOLVED,
    EXPIRED,
    DISCARDED;

    /** The API's word for it. It knows four states: a letter that was replayed and expired is a replayed one, and {@link Detail} tells its end. */
    Shown shown() {
        return switch (this) {
            case EXHAUSTED -> Shown.EXHAUSTED;
            case REPLAYED, EXPIRED -> Shown.REPLAYED;
            case RESOLVED -> Shown.RESOLVED;
            case DISCARDED -> Shown.DISCARDED;
        };
    }

    /** A letter's state as the API tells it. */
    enum Shown {
        EXHAUSTED,
        REPLAYED,
        RESOLVED,
        DISCARDED
    }
}

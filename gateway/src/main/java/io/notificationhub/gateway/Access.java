package io.notificationhub.gateway;

/** Who may call. */
enum Access {
    PRODUCER,
    OPERATOR,
    PRODUCER_OR_OPERATOR,
    /** An operator signed in to the console; who only looks may also be nobody. */
    CONSOLE,
    /** A vendor, by the signature of its callback. */
    VENDOR,
    ANYONE
}

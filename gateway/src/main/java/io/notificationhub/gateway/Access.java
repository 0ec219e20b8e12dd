package io.notificationhub.gateway;

/** Who may call. */
enum Access {
    PRODUCER,
    OPERATOR,
    PRODUCER_OR_OPERATOR,
    /** A vendor, by the signature of its callback. */
    VENDOR,
    ANYONE
}

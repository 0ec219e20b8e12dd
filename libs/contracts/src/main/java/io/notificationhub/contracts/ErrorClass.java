package io.notificationhub.contracts;

/** How a failure is to be understood: worth another try, final, or unknown whether the vendor took the message. */
public enum ErrorClass {
    TRANSIENT,
    PERMANENT,
    AMBIGUOUS
}

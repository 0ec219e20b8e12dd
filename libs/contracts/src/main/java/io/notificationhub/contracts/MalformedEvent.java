package io.notificationhub.contracts;

import org.jspecify.annotations.Nullable;

/** A record that is not the event it should be. Reading it again gives the same, so there is no use in a retry. */
public final class MalformedEvent extends RuntimeException {
    public MalformedEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

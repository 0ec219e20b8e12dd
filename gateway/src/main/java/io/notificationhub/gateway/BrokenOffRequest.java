package io.notificationhub.gateway;

import java.io.Serial;

/** A client broke off while its body was being read. Says nothing about the service that it was passed on to. */
final class BrokenOffRequest extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokenOffRequest(Throwable cause) {
        super("The client broke off its request", cause, false, false);
    }
}

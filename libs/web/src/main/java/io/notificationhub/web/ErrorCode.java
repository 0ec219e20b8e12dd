package io.notificationhub.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An entry of a service's error catalogue: a stable code that clients may switch on, its HTTP status and a title. Implemented by one enum per
 * service, whose constant names are the codes.
 */
public interface ErrorCode {
    String name();

    HttpStatus status();

    String title();

    /** What a 401 asks for, as {@code WWW-Authenticate} has it (RFC 9110, 11.6.1); null for any other status. */
    default @Nullable String challenge() {
        return null;
    }
}

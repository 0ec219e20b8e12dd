package io.notificationhub.web;

import org.springframework.http.HttpStatus;

/**
 * An entry of a service's error catalogue: a stable code that clients may switch on, its HTTP status and a title. Implemented by one enum per
 * service, whose constant names are the codes.
 */
public interface ErrorCode {
    String name();

    HttpStatus status();

    String title();
}

package io.notificationhub.gateway;

import io.notificationhub.web.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What only the gateway answers with. */
enum GatewayError implements ErrorCode {
    INVALID_SIGNATURE(HttpStatus.UNAUTHORIZED, "The callback is not signed as agreed"),
    RATE_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The request line is too long"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large");

    private final HttpStatus status;
    private final String title;

    GatewayError(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable String challenge() {
        return this == INVALID_SIGNATURE ? "Signature realm=\"callbacks\"" : null;
    }
}

package io.notificationhub.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The errors that every service may answer with. */
public enum CommonError implements ErrorCode {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Credentials are missing or wrong"),
    UNAUTHORIZED_ADMIN(HttpStatus.UNAUTHORIZED, "Operator credentials are missing or wrong"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The credentials do not allow this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types can be produced"),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type is not supported"),
    TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Temporarily unavailable, try again"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The hub failed to handle the request");

    private final HttpStatus status;
    private final String title;

    CommonError(HttpStatus status, String title) {
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
        return switch (this) {
            case UNAUTHORIZED -> "ApiKey realm=\"producers\", Bearer realm=\"producers\"";
            case UNAUTHORIZED_ADMIN -> "AdminToken realm=\"operators\", Bearer realm=\"operators\"";
            default -> null;
        };
    }
}

package io.notificationhub.intake.http;

import io.notificationhub.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** intake-service's error catalogue. */
enum IntakeError implements ErrorCode {
    IDEMPOTENCY_KEY_REQUIRED(HttpStatus.BAD_REQUEST, "An Idempotency-Key is required"),
    DUPLICATE_REQUEST(HttpStatus.CONFLICT, "This request was already accepted"),
    IDEMPOTENCY_KEY_CONFLICT(HttpStatus.CONFLICT, "The Idempotency-Key belongs to another request"),
    REQUEST_IN_PROGRESS(HttpStatus.CONFLICT, "A request with this Idempotency-Key is being worked on"),
    ALREADY_SENT(HttpStatus.CONFLICT, "It can't be cancelled any more"),
    NOT_CANCELLABLE(HttpStatus.CONFLICT, "It ended without being sent"),
    RECIPIENT_NOT_FOUND(HttpStatus.NOT_FOUND, "The recipient is not known"),
    TEMPLATE_NOT_FOUND(HttpStatus.NOT_FOUND, "The template is not known"),
    NOTIFICATION_NOT_FOUND(HttpStatus.NOT_FOUND, "The notification is not known"),
    TEMPLATE_VARIABLE_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "The template needs more variables"),
    CONTENT_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "The rendered content is too long"),
    MARKETING_TEXT_INVALID(
            HttpStatus.UNPROCESSABLE_CONTENT, "The text message lacks what the law wants of advertising"),
    RATE_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "The recipient gets no more for now");

    private final HttpStatus status;
    private final String title;

    IntakeError(HttpStatus status, String title) {
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
}

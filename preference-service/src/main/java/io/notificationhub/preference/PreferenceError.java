package io.notificationhub.preference;

import io.notificationhub.web.ErrorCode;
import io.notificationhub.web.ProblemException;
import org.springframework.http.HttpStatus;

/** What this service refuses beside the errors that every service has. */
enum PreferenceError implements ErrorCode {
    RECIPIENT_NOT_FOUND(HttpStatus.NOT_FOUND, "The recipient is not known"),
    DEVICE_NOT_FOUND(HttpStatus.NOT_FOUND, "The device is not known"),
    MANDATORY_KIND(HttpStatus.UNPROCESSABLE_CONTENT, "Nobody can opt out of this kind");

    private final HttpStatus status;
    private final String title;

    PreferenceError(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    ProblemException problem() {
        return ProblemException.of(this, title);
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

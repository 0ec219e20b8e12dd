package io.notificationhub.dlqadmin.request;

import io.notificationhub.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** What the desk may refuse, beside the errors every service has. */
public enum DlqError implements ErrorCode {
    DEAD_LETTER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such dead letter"),
    BULK_JOB_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such bulk job"),
    ILLEGAL_DLQ_OPERATION(HttpStatus.CONFLICT, "The state of the dead letter or job does not allow this");

    private final HttpStatus status;
    private final String title;

    DlqError(HttpStatus status, String title) {
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

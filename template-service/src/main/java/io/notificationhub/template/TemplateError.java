package io.notificationhub.template;

import io.notificationhub.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The errors of this service beside the common ones. */
enum TemplateError implements ErrorCode {
    TEMPLATE_EXISTS(HttpStatus.CONFLICT, "There is a template of this key, locale and channel"),
    TEMPLATE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such template"),
    TEMPLATE_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "A placeholder of the template is wrong"),
    TEMPLATE_VARIABLE_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "The payload lacks variables of the template"),
    CONTENT_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "The text is longer than the channel carries");

    private final HttpStatus status;
    private final String title;

    TemplateError(HttpStatus status, String title) {
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

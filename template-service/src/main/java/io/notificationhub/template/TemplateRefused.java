package io.notificationhub.template;

import java.util.UUID;

/** A template that isn't stored, or isn't there. Has no stack trace: it is an answer, not a fault. */
final class TemplateRefused extends RuntimeException {
    private final transient Reason reason;

    /** Why. */
    sealed interface Reason {

        /** There is one of this name. */
        record Exists(UUID id) implements Reason {}

        record NotFound() implements Reason {}

        /** A field that doesn't go with the others. */
        record Field(String name, String message) implements Reason {}

        record SmsTooLong(int bytes) implements Reason {}
    }

    TemplateRefused(Reason reason) {
        super(reason.toString(), null, false, false);
        this.reason = reason;
    }

    static TemplateRefused notFound() {
        return new TemplateRefused(new Reason.NotFound());
    }

    Reason reason() {
        return reason;
    }
}

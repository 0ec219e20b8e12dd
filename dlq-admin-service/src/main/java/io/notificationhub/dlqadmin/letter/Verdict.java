package io.notificationhub.dlqadmin.letter;

/** Whether a command is legal in a state. */
sealed interface Verdict {

    /** It is, and leads to {@code next}. */
    record Allowed(DeskState next) implements Verdict {}

    /** It isn't. */
    record Refused(Refusal why) implements Verdict {}
}

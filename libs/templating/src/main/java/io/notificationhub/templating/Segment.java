package io.notificationhub.templating;

/** A piece of a parsed template. */
sealed interface Segment {

    /** Text that stands as it is. */
    record Literal(String text) implements Segment {}

    /** A place for a variable's value. */
    record Variable(String name) implements Segment {}
}

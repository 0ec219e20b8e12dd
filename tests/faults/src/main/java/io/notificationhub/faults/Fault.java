package io.notificationhub.faults;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that breaks. */
interface Fault {
    /** As in the table of bars and on the command line, with what is broken. */
    String name();

    /** What the stack must be started with. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** What is promised beside what always is; asked just before producers begin. */
    default List<Guarantee> more(Bench bench) {
        return List.of();
    }

    /** Before producers begin. */
    default void prepare(Bench bench) {}

    /** Breaks it, while producers post, and returns when all parts are there again. */
    Span befall(Bench bench);

    /** After producers have stopped. */
    default void tidyUp(Bench bench) {}

    /** Whether the policies let this be refused because of the fault. Limits are always lawful. */
    boolean lawful(Refused refused);

    /** Whether the call with which this message came may have been cut by the fault, so that it may be made again. */
    default boolean mayHaveCut(Arrival arrival, Span span) {
        return false;
    }

    /**
     * When it was broken.
     *
     * @param over when all parts were there again
     */
    record Span(Instant begin, Instant over) {}
}

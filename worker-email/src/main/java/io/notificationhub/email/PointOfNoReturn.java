package io.notificationhub.email;

import java.util.concurrent.atomic.AtomicReference;

/** The end of one message's data: before it the relay can't have taken the message. A call either passes it or is given up before it, never both. */
final class PointOfNoReturn {
    private enum State {
        AHEAD,
        PASSED,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.AHEAD);

    /** Whether the data may be ended. */
    boolean pass() {
        return state.compareAndSet(State.AHEAD, State.PASSED);
    }

    /** Whether the relay does not, and will not, have the message. */
    boolean giveUp() {
        return state.compareAndSet(State.AHEAD, State.GIVEN_UP);
    }

    boolean isPassed() {
        return state.get() == State.PASSED;
    }
}

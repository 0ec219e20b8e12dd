package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.ReplayRequested.Decision;
import org.jspecify.annotations.Nullable;

/** What an operator wants done with a dead letter. */
public sealed interface Command {

    Decision decision();

    boolean force();

    @Nullable
    String reason();

    /** Send it again. {@code force} counts only together with a reason. */
    record Replay(boolean force, @Nullable String reason) implements Command {
        @Override
        public Decision decision() {
            return Decision.REPLAY;
        }

        boolean forcedWithReason() {
            return force && reason != null && !reason.isBlank();
        }
    }

    /** Never send it. */
    record Discard(String reason) implements Command {
        @Override
        public Decision decision() {
            return Decision.DISCARD;
        }

        @Override
        public boolean force() {
            return false;
        }
    }
}

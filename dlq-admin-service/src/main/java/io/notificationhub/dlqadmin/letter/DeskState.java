package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.ErrorClass;
import java.time.Instant;

/**
 * Where a dead letter stands. Operators decide about exhausted ones only. What events do (a later failure brings a replayed letter back, a
 * success resolves it, an expiry ends it) is one compare-and-set per batch in {@link DeadLetters}.
 */
sealed interface DeskState {

    /** The name under which this state is stored. */
    DeskStatus status();

    /** What the command does to a letter in this state at this time. */
    default Verdict on(Command command, Instant now) {
        return switch (this) {
            case Exhausted exhausted ->
                switch (command) {
                    case Command.Replay replay -> exhausted.replay(replay, now);
                    case Command.Discard _ -> new Verdict.Allowed(new Discarded());
                };
            case Replayed _ -> new Verdict.Refused("It was replayed already and its outcome is awaited");
            case Resolved _ -> new Verdict.Refused("It was replayed and the vendor accepted it");
            case Expired _ -> new Verdict.Refused("It was replayed, and its time was over before a vendor took it");
            case Discarded _ -> new Verdict.Refused("It was discarded");
        };
    }

    /** Waits for an operator. */
    record Exhausted(ErrorClass errorClass, Instant expiresAt, boolean erased) implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.EXHAUSTED;
        }

        Verdict replay(Command.Replay command, Instant now) {
            if (erased) {
                return new Verdict.Refused("Its recipient was erased, so there is nothing left to send: discard it");
            }
            if (command.forcedWithReason()) {
                return new Verdict.Allowed(new Replayed());
            }
            if (errorClass == ErrorClass.AMBIGUOUS) {
                return new Verdict.Refused(
                        "The vendor may have accepted it already (AMBIGUOUS), so a replay may send it twice:"
                                + " this needs force and reason");
            }
            if (!now.isBefore(expiresAt)) {
                return new Verdict.Refused("It expired at " + expiresAt + ": a replay needs force and reason");
            }
            return new Verdict.Allowed(new Replayed());
        }
    }

    /** Given back to intake; it succeeds, expires, or comes back with a higher round. */
    record Replayed() implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.REPLAYED;
        }
    }

    /** A vendor accepted it, after a replay or, late, in a round that was believed to have failed. */
    record Resolved() implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.RESOLVED;
        }
    }

    /** It was replayed, but its time was over, or its recipient erased, before a vendor took it. A late success still resolves it. */
    record Expired() implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.EXPIRED;
        }
    }

    /** An operator decided that it is never sent. */
    record Discarded() implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.DISCARDED;
        }
    }
}

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
                    case Command.Discard _ -> new Verdict.Allowed(new Discarded(false));
                };
            case Replayed _ -> new Verdict.Refused(Refusal.REPLAYED_ALREADY);
            case Resolved _ -> new Verdict.Refused(Refusal.DELIVERED);
            case Expired _ -> new Verdict.Refused(Refusal.EXPIRED_AFTER_REPLAY);
            case Discarded discarded -> new Verdict.Refused(discarded.erased() ? Refusal.ERASED : Refusal.DISCARDED);
        };
    }

    /** Waits for an operator. */
    record Exhausted(ErrorClass errorClass, Instant expiresAt) implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.EXHAUSTED;
        }

        Verdict replay(Command.Replay command, Instant now) {
            if (command.forcedWithReason()) {
                return new Verdict.Allowed(new Replayed());
            }
            if (errorClass == ErrorClass.AMBIGUOUS) {
                return new Verdict.Refused(Refusal.AMBIGUOUS);
            }
            if (!now.isBefore(expiresAt)) {
                return new Verdict.Refused(Refusal.TIME_OVER);
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

    /** It is never sent: an operator decided so, or its recipient was erased. */
    record Discarded(boolean erased) implements DeskState {
        @Override
        public DeskStatus status() {
            return DeskStatus.DISCARDED;
        }
    }
}

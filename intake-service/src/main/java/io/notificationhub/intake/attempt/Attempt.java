package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.ErrorClass;
import org.jspecify.annotations.Nullable;

/**
 * The state of an attempt. A transition is a method on the states in which it is legal; what is legal in every state, because the world may say it at any
 * time, stands here.
 */
sealed interface Attempt {

    /** The highest round that was handed over. Only grows. */
    int round();

    int retryCount();

    /** A vendor took the message in some round. That always wins, whatever else was believed, except over an operator's last word. */
    Attempt succeed();

    /** It was handed over and no result of its round is known. */
    record Pending(int round, int retryCount) implements Attempt {
        @Override
        public Attempt succeed() {
            return new Succeeded(round, retryCount);
        }

        Pending retry() {
            return new Pending(round + 1, retryCount + 1);
        }

        Exhausted exhaust(ErrorClass errorClass) {
            return new Exhausted(round, retryCount, errorClass);
        }

        Expired expire() {
            return new Expired(round, retryCount);
        }
    }

    /** A vendor has it. */
    record Succeeded(int round, int retryCount) implements Attempt {
        @Override
        public Attempt succeed() {
            return this;
        }
    }

    /** It failed for good and waits for an operator. */
    record Exhausted(int round, int retryCount, ErrorClass errorClass) implements Attempt {
        @Override
        public Attempt succeed() {
            return new Succeeded(round, retryCount);
        }

        Pending replay() {
            return new Pending(round + 1, 0);
        }

        Discarded discard() {
            return new Discarded(round, retryCount);
        }
    }

    /** Its time was over before a vendor took it. */
    record Expired(int round, int retryCount) implements Attempt {
        @Override
        public Attempt succeed() {
            return new Succeeded(round, retryCount);
        }
    }

    /** An operator gave it up. */
    record Discarded(int round, int retryCount) implements Attempt {
        @Override
        public Attempt succeed() {
            return this;
        }
    }

    /** A replay begins the count of its rounds anew, but not their numbers. */
    default boolean isReplayed() {
        return round() > retryCount() + 1;
    }

    /** Whether nothing will happen to it by itself any more. */
    default boolean isFinal() {
        return switch (this) {
            case Pending pending -> false;
            case Succeeded succeeded -> true;
            case Exhausted exhausted -> true;
            case Expired expired -> true;
            case Discarded discarded -> true;
        };
    }

    /** How the state is called in the store and in the API. */
    default String status() {
        return switch (this) {
            case Pending pending -> "PENDING";
            case Succeeded succeeded -> "SUCCEEDED";
            case Exhausted exhausted -> "EXHAUSTED";
            case Expired expired -> "EXPIRED";
            case Discarded discarded -> "DISCARDED";
        };
    }

    /** The state that was stored. */
    static Attempt of(String status, int round, int retryCount, @Nullable ErrorClass errorClass) {
        return switch (status) {
            case "PENDING" -> new Pending(round, retryCount);
            case "SUCCEEDED" -> new Succeeded(round, retryCount);
            case "EXHAUSTED" ->
                new Exhausted(round, retryCount, errorClass == null ? ErrorClass.TRANSIENT : errorClass);
            case "EXPIRED" -> new Expired(round, retryCount);
            case "DISCARDED" -> new Discarded(round, retryCount);
            default -> throw new IllegalArgumentException("No status of an attempt: " + status);
        };
    }
}

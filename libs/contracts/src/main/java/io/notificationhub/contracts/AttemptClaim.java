package io.notificationhub.contracts;

import java.util.UUID;

/**
 * Where the claim of a worker on a round of an attempt lies in Redis: a hash that others may read, to see that the worker is at it. It is while there is an
 * {@link #OWNER} and the {@link #LEASE} is not over. Once the round is over there is a string in the hash's place.
 */
public final class AttemptClaim {
    /** Who has it; empty once it was given back. */
    public static final String OWNER = "owner";
    /** Until when, in milliseconds since the epoch by Redis's clock. */
    public static final String LEASE = "lease";

    private AttemptClaim() {}

    /** The attempt is the key's hash tag. */
    public static String key(UUID attemptId, int round) {
        return "hub:claim:{" + attemptId + "}:" + round;
    }
}

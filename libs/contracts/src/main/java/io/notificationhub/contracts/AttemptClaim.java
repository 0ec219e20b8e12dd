package io.notificationhub.contracts;

import java.util.UUID;

/**
 * Where the claim of a worker on a round of an attempt lies in Redis: a hash that others may read, to see that the worker is at it. It is while there is an
 * {@link #OWNER}, the {@link #LEASE} is not over and there is no {@link #OUTCOME}.
 */
public final class AttemptClaim {
    /** Who has it; empty once it was given back. */
    public static final String OWNER = "owner";
    /** Until when, in milliseconds since the epoch by Redis's clock. */
    public static final String LEASE = "lease";
    /** What came of the round. */
    public static final String OUTCOME = "outcome";

    private AttemptClaim() {}

    /** The attempt is the key's hash tag. */
    public static String key(UUID attemptId, int round) {
        return "hub:claim:{" + attemptId + "}:" + round;
    }
}

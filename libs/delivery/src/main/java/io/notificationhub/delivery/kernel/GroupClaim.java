package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.GroupOutcome;
import java.time.Duration;
import java.time.Instant;

/** The answer to a worker that met a member of a group. */
public sealed interface GroupClaim {

    /** It was never stored, so its call was never made. */
    record Gone() implements GroupClaim {}

    /** Its call is over. */
    record Done(GroupOutcome outcome) implements GroupClaim {}

    /** Somebody may be calling right now. */
    record Held(Duration remaining) implements GroupClaim {}

    /**
     * Whether the call was made is unknown. The group is now this worker's.
     *
     * @param since when it may have been made first
     * @param expiresAt when the first of its messages expires
     */
    record Taken(String call, Instant since, Instant expiresAt) implements GroupClaim {}
}

package io.notificationhub.faults;

import java.time.Instant;

/**
 * A request that the hub took: a 202, or a 409 that says that an earlier, unanswered try was taken.
 *
 * @param asked when it was first posted
 */
record Accepted(Request request, String notificationId, Instant asked) {}

package io.notificationhub.faults;

import java.time.Instant;

/**
 * A message that a vendor got.
 *
 * @param key of the request that it belongs to, empty for strangers
 * @param taken whether the vendor accepted it, even if it then cut the connection or never answered
 * @param answered whether the vendor said at once what became of it
 */
record Arrival(String channel, String attemptId, String key, boolean taken, boolean answered, Instant at) {}

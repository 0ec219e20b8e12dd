package io.notificationhub.delivery.kafka;

import java.time.Duration;

/**
 * Bounds of a flow.
 *
 * @param maxInFlight most admitted records that are not finished
 * @param commitInterval how often offsets are committed
 * @param drainOnRevoke longest wait for records in work when a partition is taken away
 * @param drainOnStop the same at shutdown
 */
public record FlowSettings(int maxInFlight, Duration commitInterval, Duration drainOnRevoke, Duration drainOnStop) {}

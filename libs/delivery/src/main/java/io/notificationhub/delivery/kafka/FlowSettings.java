package io.notificationhub.delivery.kafka;

import java.time.Duration;

/**
 * Bounds of a flow.
 *
 * @param maxInFlight most records in work; four times as many may be in memory, waiting for one of their own key
 * @param maxPoll most records of a poll, which the consumer must be set to
 * @param slowAfter a record that takes longer lowers the number that are in work at once
 * @param commitInterval how often offsets are committed
 * @param drainOnRevoke longest wait for records in work when a partition is taken away
 * @param drainOnStop the same at shutdown
 */
public record FlowSettings(
        int maxInFlight,
        int maxPoll,
        Duration slowAfter,
        Duration commitInterval,
        Duration drainOnRevoke,
        Duration drainOnStop) {}

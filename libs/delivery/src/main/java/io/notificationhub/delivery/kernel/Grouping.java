package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.Ids;
import java.time.Duration;

/**
 * What calls with many messages need.
 *
 * @param groups where they are kept
 * @param ids makes their idempotency keys
 * @param linger how long the first message of a call waits for others
 */
public record Grouping(Groups groups, Ids ids, Duration linger) {}

/**
 * What the hub delivered, by day, channel and vendor, counted from the results and receipts of all deliveries. A projection: it decides
 * nothing, and can be made again from the topics.
 */
@NullMarked
package io.notificationhub.dlqadmin.statistics;

import org.jspecify.annotations.NullMarked;

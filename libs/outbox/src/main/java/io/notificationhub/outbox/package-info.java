/**
 * The transactional outbox: an event is written in the transaction that makes it true, and leaves for Kafka when it is due. The one way by which
 * anything in the hub happens later.
 */
@NullMarked
package io.notificationhub.outbox;

import org.jspecify.annotations.NullMarked;

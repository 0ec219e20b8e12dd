/** Moves outbox rows that are due from every schema to Kafka: oldest first, at least once, in order per key. */
@NullMarked
package io.notificationhub.relay;

import org.jspecify.annotations.NullMarked;

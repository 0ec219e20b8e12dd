/** S2: the relay against other ways to move outbox rows to Kafka, and how fast it is by itself. */
@NullMarked
package io.notificationhub.bench.relay;

import org.jspecify.annotations.NullMarked;

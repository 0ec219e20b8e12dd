/**
 * The Kafka edge that services share: a record that can't be processed never blocks what is behind it and is never dropped; topics are created
 * by whoever owns them.
 */
@NullMarked
package io.notificationhub.messaging;

import org.jspecify.annotations.NullMarked;

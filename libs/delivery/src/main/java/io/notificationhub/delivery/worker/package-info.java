/** Puts the kernel, its Kafka flows and its Redis claims together into the worker that a channel's application is. */
@NullMarked
package io.notificationhub.delivery.worker;

import org.jspecify.annotations.NullMarked;

/** Claims in Redis, shared by all replicas of a worker. */
@NullMarked
package io.notificationhub.delivery.redis;

import org.jspecify.annotations.NullMarked;

/** Redis that fails fast: the hub has an answer to a Redis that is down, but none to one that it waits for. */
@NullMarked
package io.notificationhub.redis;

import org.jspecify.annotations.NullMarked;

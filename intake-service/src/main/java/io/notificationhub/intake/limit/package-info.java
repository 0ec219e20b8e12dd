/** How much a recipient gets on a channel: token buckets in Redis. */
@NullMarked
package io.notificationhub.intake.limit;

import org.jspecify.annotations.NullMarked;

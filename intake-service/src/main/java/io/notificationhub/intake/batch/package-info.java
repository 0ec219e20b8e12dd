/** Lets concurrent requests share a round trip. */
@NullMarked
package io.notificationhub.intake.batch;

import org.jspecify.annotations.NullMarked;

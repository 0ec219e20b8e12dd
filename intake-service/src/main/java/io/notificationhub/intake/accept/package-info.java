/** Accepting a notification: claim its key, decide, render, and write it durably once. */
@NullMarked
package io.notificationhub.intake.accept;

import org.jspecify.annotations.NullMarked;

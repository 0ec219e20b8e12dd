/** Housekeeping that every replica does now and then. Nothing that a message waits for belongs here. */
@NullMarked
package io.notificationhub.intake.periodic;

import org.jspecify.annotations.NullMarked;

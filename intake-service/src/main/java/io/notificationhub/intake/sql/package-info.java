/** Whole columns as statement parameters: many rows in one round trip. */
@NullMarked
package io.notificationhub.intake.sql;

import org.jspecify.annotations.NullMarked;

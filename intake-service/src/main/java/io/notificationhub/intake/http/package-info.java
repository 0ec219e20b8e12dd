/** The producers' HTTP interface: reads requests strictly and tells refusals as problems. */
@NullMarked
package io.notificationhub.intake.http;

import org.jspecify.annotations.NullMarked;

/** Domain events of other systems become notifications, by configured routes and the same use case as a producer's HTTP request. */
@NullMarked
package io.notificationhub.intake.event;

import org.jspecify.annotations.NullMarked;

/** The decision: which channels carry a notification to a recipient, now, later or not at all. Pure; knows neither HTTP nor storage. */
@NullMarked
package io.notificationhub.intake.decide;

import org.jspecify.annotations.NullMarked;

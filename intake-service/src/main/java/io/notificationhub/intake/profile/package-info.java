/** The copy of the recipients' profiles: kept by events, completed by one read from its owner where it lacks a recipient. */
@NullMarked
package io.notificationhub.intake.profile;

import org.jspecify.annotations.NullMarked;

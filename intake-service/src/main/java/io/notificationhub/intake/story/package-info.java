/** What happened with a notification and why, as it is stored and told. */
@NullMarked
package io.notificationhub.intake.story;

import org.jspecify.annotations.NullMarked;

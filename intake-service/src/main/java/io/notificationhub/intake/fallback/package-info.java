/** Another channel takes over where one can't reach the recipient, once. */
@NullMarked
package io.notificationhub.intake.fallback;

import org.jspecify.annotations.NullMarked;

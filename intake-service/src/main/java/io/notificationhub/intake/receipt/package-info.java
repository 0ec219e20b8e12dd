/** What vendors say after they accepted a message: callbacks and polled results, recorded beside the attempt's state. */
@NullMarked
package io.notificationhub.intake.receipt;

import org.jspecify.annotations.NullMarked;

/** The e-mail worker: Amazon SES or any SMTP relay behind the delivery kernel. */
@NullMarked
package io.notificationhub.email;

import org.jspecify.annotations.NullMarked;

/** The push worker: Firebase Cloud Messaging behind the delivery kernel. */
@NullMarked
package io.notificationhub.push;

import org.jspecify.annotations.NullMarked;

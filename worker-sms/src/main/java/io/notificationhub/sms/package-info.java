/** The SMS worker: Twilio and, for Korea, NHN Cloud behind the delivery kernel. */
@NullMarked
package io.notificationhub.sms;

import org.jspecify.annotations.NullMarked;

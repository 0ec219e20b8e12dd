/**
 * Speaks the wire protocols of FCM, SES, SMTP, Twilio and NHN on loopback, remembers what arrived and misbehaves on demand. A vendor's
 * endpoint reads a call into a {@link io.notificationhub.simulator.Submission}; {@link io.notificationhub.simulator.Desk} decides its
 * fate, books it in the {@link io.notificationhub.simulator.Journal} and lets the endpoint word the answer.
 */
@NullMarked
package io.notificationhub.simulator;

import org.jspecify.annotations.NullMarked;

/**
 * Who the recipients are and what they want: addresses, locale, timezone, opt-outs, preferred channels, quiet hours, devices, and the
 * addresses that must not be used any more. Every change makes a new version of the recipient's profile, which goes to the other services
 * as a whole.
 */
@NullMarked
package io.notificationhub.preference;

import org.jspecify.annotations.NullMarked;

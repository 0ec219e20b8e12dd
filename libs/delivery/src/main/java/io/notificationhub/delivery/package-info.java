/**
 * What a channel worker is written against: a vendor's protocol is one {@link io.notificationhub.delivery.VendorSender}, its answers are
 * {@link io.notificationhub.delivery.Outcome}s. Everything else about delivering happens behind this package.
 */
@NullMarked
package io.notificationhub.delivery;

import org.jspecify.annotations.NullMarked;

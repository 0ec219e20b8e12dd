/**
 * Delivering one message: claim, call, settle, report. Knows neither Spring nor Redis nor Kafka; those stand behind {@link
 * io.notificationhub.delivery.kernel.Claims} and {@link io.notificationhub.delivery.kernel.Results}.
 */
@NullMarked
package io.notificationhub.delivery.kernel;

import org.jspecify.annotations.NullMarked;

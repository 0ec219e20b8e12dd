/**
 * What every HTTP edge of the hub does the same way: RFC 9457 problems, strict JSON, body limits, the caller that the gateway vouches for,
 * and the injected clock and identifiers.
 */
@NullMarked
package io.notificationhub.web;

import org.jspecify.annotations.NullMarked;

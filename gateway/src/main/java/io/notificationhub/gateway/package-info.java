/**
 * The only door of the hub. Finds out who calls, takes from the request whatever could pretend to be somebody else, and passes it on to the
 * service that owns the path; nothing but the paths of {@link io.notificationhub.gateway.Endpoint} is reachable.
 */
@NullMarked
package io.notificationhub.gateway;

import org.jspecify.annotations.NullMarked;

/**
 * The load on a running stack: many producers at once, what the hub answers and how fast, what reaches the vendors, what it costs. Runs by {@code
 * ./hub load}, against 127.0.0.1 only.
 */
@NullMarked
package io.notificationhub.load;

import org.jspecify.annotations.NullMarked;

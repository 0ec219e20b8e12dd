/**
 * What services say to each other: events with their topics and keys, the channel and kind vocabulary, and identifiers. Free of
 * Spring, so that a producer or consumer outside this project can use it as it is.
 */
@NullMarked
package io.notificationhub.contracts;

import org.jspecify.annotations.NullMarked;

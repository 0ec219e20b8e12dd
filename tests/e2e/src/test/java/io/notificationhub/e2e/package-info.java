/** What no single service can test: the whole stack as {@code ./hub run} starts it, seen from outside. */
@NullMarked
package io.notificationhub.e2e;

import org.jspecify.annotations.NullMarked;

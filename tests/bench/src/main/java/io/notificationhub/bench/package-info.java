/**
 * Speed of single parts against what else could do their work, on the same machine in the same run. Nothing here is a test: {@code ./hub bench}
 * runs it and prints tables.
 */
@NullMarked
package io.notificationhub.bench;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.notificationhub.bench;

import org.jspecify.annotations.NullMarked;

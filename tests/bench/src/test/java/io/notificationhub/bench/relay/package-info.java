@NullMarked
package io.notificationhub.bench.relay;

import org.jspecify.annotations.NullMarked;

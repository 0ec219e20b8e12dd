@NullMarked
package io.notificationhub.bench.worker;

import org.jspecify.annotations.NullMarked;

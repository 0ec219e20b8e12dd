@NullMarked
package io.notificationhub.bench.measure;

import org.jspecify.annotations.NullMarked;

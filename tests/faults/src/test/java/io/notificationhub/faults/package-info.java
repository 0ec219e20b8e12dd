@NullMarked
package io.notificationhub.faults;

import org.jspecify.annotations.NullMarked;

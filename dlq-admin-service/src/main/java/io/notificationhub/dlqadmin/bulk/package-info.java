/** Decisions about many dead letters at once, as jobs that survive a restart. */
@NullMarked
package io.notificationhub.dlqadmin.bulk;

import org.jspecify.annotations.NullMarked;

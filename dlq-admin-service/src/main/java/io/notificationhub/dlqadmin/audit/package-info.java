/** The append-only trail of what operators did. */
@NullMarked
package io.notificationhub.dlqadmin.audit;

import org.jspecify.annotations.NullMarked;

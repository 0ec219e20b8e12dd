/** Reading and filtering database rows. */
@NullMarked
package io.notificationhub.dlqadmin.sql;

import org.jspecify.annotations.NullMarked;

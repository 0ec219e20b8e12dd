/** What all endpoints of the desk share: strict parameters, pages, errors, and who may ask. */
@NullMarked
package io.notificationhub.dlqadmin.request;

import org.jspecify.annotations.NullMarked;

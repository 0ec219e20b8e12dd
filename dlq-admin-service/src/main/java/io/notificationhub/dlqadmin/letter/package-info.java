/** Dead letters one by one: how they come, what they are, how they are found and counted, and what is decided about them. */
@NullMarked
package io.notificationhub.dlqadmin.letter;

import org.jspecify.annotations.NullMarked;

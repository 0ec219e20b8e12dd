/** Takes requests, decides what is sent to whom and how, and keeps the state of every notification and attempt. */
@NullMarked
package io.notificationhub.intake;

import org.jspecify.annotations.NullMarked;

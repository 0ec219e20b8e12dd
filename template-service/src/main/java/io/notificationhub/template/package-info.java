/**
 * Templates by key, locale and channel: operators write and revise them, anyone may read and preview them, and every change goes out as an event, so
 * that whoever renders has its own copy.
 */
@NullMarked
package io.notificationhub.template;

import org.jspecify.annotations.NullMarked;

/** This instance's compiled copy of all templates, and the words a notification is sent with. */
@NullMarked
package io.notificationhub.intake.template;

import org.jspecify.annotations.NullMarked;

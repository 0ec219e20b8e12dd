/**
 * What a template is: the single-brace syntax, rendering, and the rules that a rendered text must meet (lengths, SMS bytes, advertising marks).
 * template-service checks with it what operators write, intake renders with it what recipients get, so both agree.
 */
@NullMarked
package io.notificationhub.templating;

import org.jspecify.annotations.NullMarked;

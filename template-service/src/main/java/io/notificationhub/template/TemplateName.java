package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.LocaleTag;

/** What there is one template of: a key says what it is about, and there is a text of it per locale and channel. */
record TemplateName(String key, LocaleTag locale, Channel channel) {
    static final int LONGEST_KEY = 128;
    static final String KEY_PATTERN = "[A-Za-z0-9][A-Za-z0-9._:-]*";
}

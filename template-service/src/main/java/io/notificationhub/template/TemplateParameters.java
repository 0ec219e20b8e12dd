package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.LocaleTag;
import io.notificationhub.web.ListQuery;
import io.notificationhub.web.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads what stands in paths and queries. What can't be read is a 400, never "all". */
final class TemplateParameters {
    private static final Pattern KEY = Pattern.compile(TemplateName.KEY_PATTERN);

    private TemplateParameters() {}

    static TemplateCatalogue.Filter filter(ListQuery query) {
        String key = query.text("key");
        String locale = query.text("locale");
        return new TemplateCatalogue.Filter(
                key == null ? null : key(key),
                locale == null ? null : locale(locale),
                query.choice("channelType", Channel.class));
    }

    static String key(String text) {
        if (text.length() > TemplateName.LONGEST_KEY || !KEY.matcher(text).matches()) {
            throw ProblemException.invalid("key", "is not a template key");
        }
        return text;
    }

    static LocaleTag locale(String text) {
        LocaleTag locale = LocaleTag.read(text);
        if (locale == null) {
            throw ProblemException.invalid("locale", "must be a language tag such as ko-kr");
        }
        return locale;
    }

    static UUID uuid(String name, String text) {
        // UUID.fromString also takes shortened groups, which would be another spelling of another id.
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException notOne) {
                throw ProblemException.invalid(name, "is not valid");
            }
        }
        throw ProblemException.invalid(name, "is not valid");
    }
}

package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.LocaleTag;
import io.notificationhub.web.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads what stands in paths and queries. What can't be read is a 400, never "all". */
final class TemplateParameters {
    private static final Pattern KEY = Pattern.compile(TemplateName.KEY_PATTERN);

    private final MultiValueMap<String, String> query;

    TemplateParameters(MultiValueMap<String, String> query) {
        this.query = query;
    }

    TemplateCatalogue.Filter filter() {
        String key = one("key");
        String locale = one("locale");
        String channel = one("channelType");
        return new TemplateCatalogue.Filter(
                key == null ? null : key(key),
                locale == null ? null : locale(locale),
                channel == null ? null : channel(channel));
    }

    @Nullable
    UUID cursor() {
        String cursor = one("cursor");
        return cursor == null ? null : uuid("cursor", cursor);
    }

    int limit(int standard, int most) {
        String limit = one("limit");
        if (limit == null) {
            return standard;
        }
        if (limit.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(limit);
            if (value >= 1 && value <= most) {
                return value;
            }
        }
        throw ProblemException.invalid("limit", "must be between 1 and " + most);
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

    private static Channel channel(String text) {
        for (Channel channel : Channel.values()) {
            if (channel.name().equals(text)) {
                return channel;
            }
        }
        throw ProblemException.invalid("channelType", "is not a channel");
    }

    private @Nullable String one(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "must not be repeated");
        }
        return values.isEmpty() ? null : String.valueOf(values.getFirst());
    }
}

package io.notificationhub.templating;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language a template is written in, as BCP 47 has it and in lower case, e.g. {@code ko-kr}. Two tags are the same template locale only if they
 * are equal.
 */
public record LocaleTag(String value) {
    private static final int LONGEST = 35;
    private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}");

    /** Where a lookup ends that found nothing better. */
    public static final LocaleTag FALLBACK = new LocaleTag("ko-kr");

    /** @throws IllegalArgumentException if the value is not a normalised tag */
    public LocaleTag {
        if (value.length() > LONGEST || !TAG.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a locale tag");
        }
    }

    /** Reads a tag in any case, with hyphens or underscores; null for what is none. */
    public static @Nullable LocaleTag read(String text) {
        String tag = text.toLowerCase(Locale.ROOT).replace('_', '-');
        return tag.length() <= LONGEST && TAG.matcher(tag).matches() ? new LocaleTag(tag) : null;
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.notificationhub.dlqadmin.request;

import io.notificationhub.contracts.Masked;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes addresses out of what vendors say in their own words. */
public final class Discreet {
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|\\+?\\d(?:[ -]?\\d){7,}");

    private Discreet() {}

    /** The text with e-mail addresses and phone numbers masked as addresses are. */
    public static @Nullable String text(@Nullable String text) {
        return text == null ? null : ADDRESS.matcher(text).replaceAll(found -> Masked.address(found.group()));
    }
}

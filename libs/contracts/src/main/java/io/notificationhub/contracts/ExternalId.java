package io.notificationhub.contracts;

import java.util.regex.Pattern;

/**
 * The rule for ids that others give: of recipients and of domain events. Whoever takes one asks here, because an id that one service took and
 * another refused could be asked for without end.
 */
public final class ExternalId {
    /** Longest, in code points, as JSON Schema and PostgreSQL count. */
    public static final int LONGEST = 128;

    /** What the gateway refuses in a path, where two programs might read it differently, and what may be encoded once but not twice. */
    private static final Pattern NO_SEGMENT =
            Pattern.compile("\\.{1,2}|.*([/\\\\]|%(2f|5c|2e|25)).*", Pattern.CASE_INSENSITIVE);

    private ExternalId() {}

    public static boolean isTooLong(String id) {
        return id.codePointCount(0, id.length()) > LONGEST;
    }

    /**
     * Whether somebody may be called so: {@linkplain #isPrintable(String) printable}, and fit to stand in a path. Who can't be asked for by
     * {@code /users/{id}} can't be erased or opted out either.
     */
    public static boolean namesRecipient(String id) {
        return isPrintable(id) && !NO_SEGMENT.matcher(id).matches();
    }

    /** No U+0000, which PostgreSQL can't hold, no half of a surrogate pair, which UTF-8 can't, and nothing that breaks a line of a log. */
    public static boolean isPrintable(String id) {
        return id.codePoints().allMatch(ExternalId::isPrintable);
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}

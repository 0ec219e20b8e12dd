package io.notificationhub.contracts;

/**
 * The rule for ids that others give: of recipients and of domain events. Whoever takes one asks here, because an id that one service took and
 * another refused could be asked for without end.
 */
public final class ExternalId {
    /** Longest, in {@code char}s. */
    public static final int LONGEST = 128;

    private ExternalId() {}

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

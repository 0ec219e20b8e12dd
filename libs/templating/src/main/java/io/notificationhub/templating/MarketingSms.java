package io.notificationhub.templating;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form that Korean law wants of an advertising text message: it begins with {@value #MARK} and ends with a number by which the recipient
 * refuses further ones free of charge. Immutable.
 */
public final class MarketingSms {
    public static final String MARK = "(광고)";

    /** Any free (080) number behind the words "무료수신거부" or "무료거부", at the very end. */
    private static final Pattern ANY_FREE_NUMBER =
            Pattern.compile("무료\\s?(?:수신)?\\s?거부\\s?:?\\s?080[- ]?\\d{3,4}[- ]?\\d{4}\\s*\\z");

    private final Pattern ending;

    private MarketingSms(Pattern ending) {
        this.ending = ending;
    }

    /** A duty that a text neglects. */
    public enum Violation {
        AD_MARK_MISSING,
        FREE_OPT_OUT_MISSING
    }

    /** Accepts any 080 number after "무료수신거부" or "무료거부". */
    public static MarketingSms anyFreeNumber() {
        return new MarketingSms(ANY_FREE_NUMBER);
    }

    /**
     * Accepts only this number at the end, with or without hyphens.
     *
     * @throws IllegalArgumentException if it has no digits
     */
    public static MarketingSms number(String number) {
        String digits = number.replaceAll("\\D", "");
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("Not a telephone number: " + number);
        }
        String spaced = digits.chars().mapToObj(Character::toString).collect(Collectors.joining("[- ]?"));
        return new MarketingSms(Pattern.compile("(?<!\\d)" + spaced + "\\s*\\z"));
    }

    /** Which duties the text neglects; empty if none. */
    public Set<Violation> violations(String text) {
        Set<Violation> violations = EnumSet.noneOf(Violation.class);
        if (!text.startsWith(MARK)) {
            violations.add(Violation.AD_MARK_MISSING);
        }
        if (!ending.matcher(text).find()) {
            violations.add(Violation.FREE_OPT_OUT_MISSING);
        }
        return violations;
    }
}

package io.notificationhub.preference;

import io.notificationhub.contracts.ExternalId;
import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ProblemException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the fields of one request and collects what is wrong with them, so that the caller learns all of it at once. A check takes null
 * for a field that isn't there, and returns the value in the form in which it is stored.
 */
final class FieldChecks {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int SHORTEST_TOKEN = 32;
    private static final int LONGEST_TOKEN = 4096;
    private static final int LONGEST_LOCALE = 35;

    /** The dot-atom of RFC 5321 before the at sign; host labels of RFC 1123, at least two, after it. */
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
                    + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");
    /** E.164; no subscriber in the world has fewer than seven digits with the country code. */
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]*");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final List<FieldProblem> problems = new ArrayList<>();

    /** @throws ProblemException 400 with every problem found */
    void orRefuse() {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
    }

    List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    void refuse(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }

    /** A recipient's id that stands in a path. */
    static String recipientId(String value) {
        FieldChecks checks = new FieldChecks();
        String id = checks.recipientId("recipientId", value);
        checks.orRefuse();
        return id;
    }

    String recipientId(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            refuse(field, "is required");
            return "";
        }
        if (value.length() > ExternalId.LONGEST) {
            refuse(field, "is longer than " + ExternalId.LONGEST + " characters");
        } else if (!ExternalId.isPrintable(value)) {
            refuse(field, "holds a character that is not allowed");
        }
        return value;
    }

    @Nullable
    String email(String field, @Nullable String value) {
        if (value != null
                && (value.length() > LONGEST_EMAIL
                        || value.indexOf('@') > LONGEST_LOCAL_PART
                        || !EMAIL.matcher(value).matches())) {
            refuse(field, "is not an e-mail address");
        }
        return value;
    }

    @Nullable
    String phone(String field, @Nullable String value) {
        if (value != null && !PHONE.matcher(value).matches()) {
            refuse(field, "is not a phone number in E.164 form, like +821012345678");
        }
        return value;
    }

    /** Stored in lower case, as templates name their locales. */
    @Nullable
    String locale(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.length() > LONGEST_LOCALE || !LOCALE.matcher(value).matches()) {
            refuse(field, "is not a language tag, like ko-kr");
        }
        return value.toLowerCase(Locale.ROOT);
    }

    @Nullable
    String timezone(String field, @Nullable String value) {
        if (value != null && !ZONES.contains(value)) {
            refuse(field, "is not an IANA time zone, like Asia/Seoul");
        }
        return value;
    }

    String token(String field, @Nullable String value) {
        if (value == null) {
            refuse(field, "is required");
            return "";
        }
        if (value.length() < SHORTEST_TOKEN || value.length() > LONGEST_TOKEN) {
            refuse(field, "must have " + SHORTEST_TOKEN + " to " + LONGEST_TOKEN + " characters");
        } else if (!VISIBLE_ASCII.matcher(value).matches()) {
            refuse(field, "holds a character that is not allowed");
        }
        return value;
    }
}

package io.notificationhub.preference;

import io.notificationhub.contracts.Addresses;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ExternalId;
import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the fields of one request and collects what is wrong with them, so that the caller learns all of it at once. A check takes null
 * for a field that isn't there, and returns the value in the form in which it is stored.
 */
final class FieldChecks {
    private static final int LONGEST_LOCALE = 35;

    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*");

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
        if (ExternalId.isTooLong(value)) {
            refuse(field, "is longer than " + ExternalId.LONGEST + " characters");
        } else if (!ExternalId.namesRecipient(value)) {
            refuse(field, "holds a character that is not allowed");
        }
        return value;
    }

    @Nullable
    String email(String field, @Nullable String value) {
        if (value != null && !Addresses.isValid(Channel.EMAIL, value)) {
            refuse(field, "is not an e-mail address");
        }
        return value;
    }

    @Nullable
    String phone(String field, @Nullable String value) {
        if (value != null && !Addresses.isValid(Channel.SMS, value)) {
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
        String zone = TimeZones.resolved(value);
        if (zone != null && !TimeZones.isKnown(zone)) {
            refuse(field, "is not an IANA time zone, like Asia/Seoul");
        }
        return zone;
    }

    String token(String field, @Nullable String value) {
        if (value == null) {
            refuse(field, "is required");
            return "";
        }
        if (!Addresses.isValid(Channel.PUSH, value)) {
            refuse(field, "must be 32 to 4096 visible ASCII characters");
        }
        return value;
    }
}

package io.notificationhub.intake.http;

import io.notificationhub.contracts.ExternalId;
import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a request, so that its author hears of all of it at once. */
final class Findings {
    private final List<FieldProblem> problems = new ArrayList<>();

    void add(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }

    /** Checks a text that must be there, and gives it back for use; the value counts only if nothing was found. */
    String required(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            add(field, "is required");
            return "";
        }
        optional(field, value, longest);
        return value;
    }

    /** Checks a recipient's id, and gives it back for use; the value counts only if nothing was found. */
    String recipientId(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(field, "is required");
            return "";
        }
        if (ExternalId.isTooLong(value)) {
            add(field, "has more than " + ExternalId.LONGEST + " characters");
        }
        if (!ExternalId.namesRecipient(value)) {
            add(field, "contains a character that is not allowed");
        }
        return value;
    }

    void optional(String field, @Nullable String value, int longest) {
        if (value == null) {
            return;
        }
        if (value.codePointCount(0, value.length()) > longest) {
            add(field, "has more than " + longest + " characters");
        }
        // PostgreSQL stores no U+0000, and half a surrogate pair is no text.
        if (value.indexOf('\0') >= 0 || hasLoneSurrogate(value)) {
            add(field, "contains a character that is not allowed");
        }
    }

    private static boolean hasLoneSurrogate(String value) {
        return value.codePoints().anyMatch(codePoint -> codePoint >= 0xD800 && codePoint <= 0xDFFF);
    }

    /** @throws ProblemException naming everything that was found */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
    }
}

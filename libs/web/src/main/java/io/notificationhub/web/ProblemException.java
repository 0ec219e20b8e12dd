package io.notificationhub.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a problem document. Carries what the document says beside its code: a detail for people, the offending fields, further
 * members, and how long to wait before another try. Has no stack trace: it is an answer, not a fault.
 */
public final class ProblemException extends RuntimeException {
    private final transient ErrorCode code;
    private final transient List<FieldProblem> errors;
    private final transient Map<String, Object> members;
    private final transient @Nullable Duration retryAfter;

    private ProblemException(
            ErrorCode code,
            String detail,
            List<FieldProblem> errors,
            Map<String, Object> members,
            @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.members = members;
        this.retryAfter = retryAfter;
    }

    public static ProblemException of(ErrorCode code, String detail) {
        return new ProblemException(code, detail, List.of(), Map.of(), null);
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    public static ProblemException invalid(List<FieldProblem> errors) {
        return new ProblemException(CommonError.INVALID_REQUEST, describe(errors), errors, Map.of(), null);
    }

    /** Not the fault of a field, least of all of one that is called body. */
    public static ProblemException noObject() {
        return of(CommonError.INVALID_REQUEST, "The body must be one JSON object");
    }

    /** @param limit bytes */
    public static ProblemException tooLarge(long limit) {
        return of(CommonError.PAYLOAD_TOO_LARGE, "The body exceeds " + limit + " bytes");
    }

    private static String describe(List<FieldProblem> errors) {
        return errors.isEmpty()
                ? CommonError.INVALID_REQUEST.title()
                : errors.getFirst().field() + " " + errors.getFirst().message();
    }

    public ProblemException withErrors(List<FieldProblem> fieldErrors) {
        return new ProblemException(code, detail(), fieldErrors, members, retryAfter);
    }

    public ProblemException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new ProblemException(code, detail(), errors, more, retryAfter);
    }

    /** Adds {@code Retry-After}, in whole seconds, rounded up. */
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(code, detail(), errors, members, wait);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    public Map<String, Object> members() {
        return members;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

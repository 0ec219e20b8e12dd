package io.notificationhub.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problem document (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) with the hub's members. {@code type} is a stable URN made of
 * the code; {@code traceId} is the W3C trace id of the request.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "timestamp", "traceId", "errors"})
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        Instant timestamp,
        @Nullable String traceId,
        List<FieldProblem> errors,
        @JsonAnyGetter Map<String, Object> members) {

    /** What the problem looks like as the answer to a request for {@code path}. */
    public static Problem of(ProblemException problem, String path, Instant at, @Nullable String traceId) {
        ErrorCode code = problem.code();
        return new Problem(
                URI.create("urn:notification-hub:problem:"
                        + code.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                code.title(),
                code.status().value(),
                problem.detail(),
                path,
                code.name(),
                at,
                traceId,
                problem.errors(),
                problem.members());
    }
}

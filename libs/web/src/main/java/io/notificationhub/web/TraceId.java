package io.notificationhub.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The trace id of a W3C {@code traceparent} (<a href="https://www.w3.org/TR/trace-context/">Trace Context</a>, version 00). */
public final class TraceId {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceId() {}

    /** Null where the header is absent or malformed. */
    public static @Nullable String of(HttpHeaders headers) {
        String traceparent = traceparent(headers);
        return traceparent == null ? null : traceparent.substring(3, 35);
    }

    /** The whole header where it is well-formed, else null: nothing a client made up travels on. */
    public static @Nullable String traceparent(HttpHeaders headers) {
        String value = headers.getFirst("traceparent");
        if (value == null) {
            return null;
        }
        Matcher matcher = TRACEPARENT.matcher(value);
        return matcher.matches() ? value : null;
    }
}

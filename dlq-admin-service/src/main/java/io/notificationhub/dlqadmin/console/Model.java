package io.notificationhub.dlqadmin.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template shows, by name. What is null isn't there. */
final class Model {
    private static final DateTimeFormatter READABLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Map<String, Object> values = new LinkedHashMap<>();

    Model with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    /** A time, which the browser shows in its own zone. */
    Model at(String name, @Nullable Instant time) {
        return time == null ? this : with(name, Map.of("iso", time.toString(), "text", READABLE.format(time)));
    }

    Map<String, Object> values() {
        return values;
    }
}

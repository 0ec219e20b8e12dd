package io.notificationhub.dlqadmin;

import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The parameters of a request, read strictly: a name that isn't known, stands twice or has no usable value is a 400, because a filter that is
 * overlooked would mean "all".
 */
final class Query {
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    static Query of(ServerHttpRequest request, String... names) {
        Map<String, String> values = new LinkedHashMap<>();
        request.getQueryParams().forEach((name, given) -> {
            if (given.size() != 1) {
                throw ProblemException.invalid(known(name, names), "must stand once");
            }
            values.put(name, given.getFirst() == null ? "" : given.getFirst());
        });
        return of(values, names);
    }

    static Query of(Map<String, String> values, String... names) {
        values.keySet().forEach(name -> known(name, names));
        return new Query(values);
    }

    private static String known(String name, String... names) {
        if (!Set.of(names).contains(name)) {
            throw ProblemException.invalid(name, "is not known here; known: " + String.join(", ", names));
        }
        return name;
    }

    @Nullable
    String text(String name, int longest) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(name, "must be 1 to " + longest + " visible characters");
        }
        return value;
    }

    <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String value = values.get(name);
        return value == null ? null : constant(name, value, type);
    }

    <E extends Enum<E>> @Nullable E choiceInAnyCase(String name, Class<E> type) {
        String value = values.get(name);
        return value == null ? null : constant(name, value.toUpperCase(Locale.ROOT), type);
    }

    private static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        name,
                        "must be one of "
                                + Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "))));
    }

    @Nullable
    Instant instant(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        try {
            Instant instant = Instant.parse(value);
            if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name, "must be a time such as 2025-01-31T15:00:00Z");
        }
        throw ProblemException.invalid(name, "must be between " + FIRST + " and " + LAST);
    }

    /** A positive duration of at least a second. */
    Duration duration(String name, Duration absent) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofDays(3660)) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name, "must be a duration such as PT1H");
        }
        throw ProblemException.invalid(name, "must be between PT1S and ten years");
    }

    int limit(String name, int absent, int largest) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= largest) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name, "must be a whole number");
        }
        throw ProblemException.invalid(name, "must be between 1 and " + largest);
    }

    /** The id behind which a page begins; only what an earlier page gave out is accepted. */
    @Nullable
    UUID cursor() {
        String value = values.get("cursor");
        return value == null ? null : id("cursor", value);
    }

    /** An id in its canonical form. */
    static UUID id(String name, String value) {
        try {
            UUID id = UUID.fromString(value);
            if (id.toString().equalsIgnoreCase(value)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(name, "is not valid");
        }
        throw ProblemException.invalid(name, "is not valid");
    }

    void ordered(String firstName, @Nullable Instant first, String secondName, @Nullable Instant second) {
        if (first != null && second != null && !first.isBefore(second)) {
            throw ProblemException.invalid(List.of(new FieldProblem(firstName, "must be before " + secondName)));
        }
    }
}

package io.notificationhub.dlqadmin.request;

import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ListQuery;
import io.notificationhub.web.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The parameters of a request, read strictly: a name that isn't known, stands twice or has no usable value is a 400, because a filter that is
 * overlooked would mean "all".
 */
public final class Query {
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    public static Query of(ServerHttpRequest request, String... names) {
        Map<String, String> values = new LinkedHashMap<>();
        request.getQueryParams().forEach((name, given) -> {
            if (given.size() != 1) {
                throw ProblemException.invalid(known(name, names), "must stand once");
            }
            values.put(name, given.getFirst() == null ? "" : given.getFirst());
        });
        return of(values, names);
    }

    public static Query of(Map<String, String> values, String... names) {
        values.keySet().forEach(name -> known(name, names));
        return new Query(values);
    }

    private static String known(String name, String... names) {
        if (!Set.of(names).contains(name)) {
            throw ProblemException.invalid(name, "is not known here; known: " + String.join(", ", names));
        }
        return name;
    }

    public @Nullable String text(String name, int longest) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value.isBlank()
                || value.codePointCount(0, value.length()) > longest
                || value.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(name, "must be 1 to " + longest + " visible characters");
        }
        return value;
    }

    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String value = values.get(name);
        return value == null ? null : ListQuery.constant(name, value, type);
    }

    public <E extends Enum<E>> @Nullable E choiceInAnyCase(String name, Class<E> type) {
        String value = values.get(name);
        return value == null ? null : ListQuery.constant(name, value.toUpperCase(Locale.ROOT), type);
    }

    public @Nullable Instant instant(String name) {
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

    /**
     * The time between the parameters {@code from} and {@code to}. Each is a time such as 2025-01-31T15:00:00Z or a UTC day such as 2025-01-31;
     * a day as {@code to} is meant with all its hours.
     */
    public Span span(Duration length, Instant now) {
        Instant end = end("to");
        Instant to = end == null ? now : end;
        Instant start = start("from");
        Instant from = start == null ? to.minus(length) : start;
        ordered("from", from, "to", to);
        return new Span(from, to);
    }

    /** A time, or the beginning of a UTC day. */
    public @Nullable Instant start(String name) {
        return edge(name, 0);
    }

    /** A time, or the end of a UTC day. */
    public @Nullable Instant end(String name) {
        return edge(name, 1);
    }

    private @Nullable Instant edge(String name, int daysLater) {
        String value = values.get(name);
        if (value == null || !DAY.matcher(value).matches()) {
            return instant(name);
        }
        try {
            return LocalDate.parse(value)
                    .plusDays(daysLater)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name, "is no day of the calendar");
        }
    }

    /** Several of an enum's constants, by their names with commas between; empty if the parameter is absent. */
    public <E extends Enum<E>> List<E> choices(String name, Function<E, String> label, Class<E> type) {
        String value = values.get(name);
        if (value == null) {
            return List.of();
        }
        Map<String, E> known = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            known.put(label.apply(constant), constant);
        }
        List<String> wanted = List.of(value.split(",", -1));
        if (!known.keySet().containsAll(wanted) || Set.copyOf(wanted).size() < wanted.size()) {
            throw ProblemException.invalid(name, "must be some of " + String.join(",", known.keySet()));
        }
        return wanted.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    /** A positive duration of at least a second. */
    public Duration duration(String name, Duration absent) {
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

    public int limit(String name, int absent, int largest) {
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
    public @Nullable UUID cursor() {
        String value = values.get("cursor");
        return value == null ? null : id("cursor", value);
    }

    /** An id in its canonical form. */
    public static UUID id(String name, String value) {
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

    public void ordered(String firstName, @Nullable Instant first, String secondName, @Nullable Instant second) {
        if (first != null && second != null && !first.isBefore(second)) {
            throw ProblemException.invalid(List.of(new FieldProblem(firstName, "must be before " + secondName)));
        }
    }
}

package io.notificationhub.web;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a list is asked for, read strictly: a parameter that says nothing, or stands twice, is a 400 by its name, because a filter that is overlooked would
 * mean "all". What is absent is null.
 */
public final class ListQuery {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final MultiValueMap<String, String> parameters;

    public ListQuery(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    public @Nullable String text(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "must stand once");
        }
        String value = values.getFirst();
        // Null for a name without an equals sign.
        if (value == null || value.isBlank()) {
            throw ProblemException.invalid(name, "is empty");
        }
        return value;
    }

    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String value = text(name);
        return value == null ? null : constant(name, value, type);
    }

    /** @throws ProblemException that names all there are */
    public static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        E[] known = type.getEnumConstants();
        return Arrays.stream(known)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        name,
                        "must be one of " + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /** How many the page holds. */
    public int limit(int standard, int most) {
        String value = text("limit");
        if (value == null) {
            return standard;
        }
        int limit = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > most) {
            throw ProblemException.invalid("limit", "must be between 1 and " + most);
        }
        return limit;
    }

    /** The id behind which the page begins. */
    public @Nullable UUID after(ListCursor list) {
        String cursor = text("cursor");
        return cursor == null ? null : list.read(cursor);
    }
}

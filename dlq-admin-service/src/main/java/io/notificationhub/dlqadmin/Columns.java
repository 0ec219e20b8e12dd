package io.notificationhub.dlqadmin;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database row read by column name; a column that must have a value and hasn't fails loudly. */
record Columns(Readable row) {

    UUID uuid(String name) {
        return requireNonNull(row.get(name, UUID.class), name);
    }

    @Nullable
    UUID uuidOrNull(String name) {
        return row.get(name, UUID.class);
    }

    String text(String name) {
        return requireNonNull(row.get(name, String.class), name);
    }

    @Nullable
    String textOrNull(String name) {
        return row.get(name, String.class);
    }

    int integer(String name) {
        return requireNonNull(row.get(name, Integer.class), name);
    }

    @Nullable
    Integer integerOrNull(String name) {
        return row.get(name, Integer.class);
    }

    long count(String name) {
        return requireNonNull(row.get(name, Long.class), name);
    }

    @Nullable
    Boolean flagOrNull(String name) {
        return row.get(name, Boolean.class);
    }

    Instant instant(String name) {
        return requireNonNull(instantOrNull(name), name);
    }

    @Nullable
    Instant instantOrNull(String name) {
        OffsetDateTime time = row.get(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    /** The form in which a time is bound to a statement. */
    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The form in which a value that may be null is bound to a statement. */
    static <T> Parameter nullable(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }
}

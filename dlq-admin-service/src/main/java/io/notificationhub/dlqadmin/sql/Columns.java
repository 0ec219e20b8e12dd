package io.notificationhub.dlqadmin.sql;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database row read by column name; a column that must have a value and hasn't fails loudly. */
public record Columns(Readable row) {

    public UUID uuid(String name) {
        return requireNonNull(row.get(name, UUID.class), name);
    }

    public @Nullable UUID uuidOrNull(String name) {
        return row.get(name, UUID.class);
    }

    public String text(String name) {
        return requireNonNull(row.get(name, String.class), name);
    }

    public @Nullable String textOrNull(String name) {
        return row.get(name, String.class);
    }

    public int integer(String name) {
        return requireNonNull(row.get(name, Integer.class), name);
    }

    public @Nullable Integer integerOrNull(String name) {
        return row.get(name, Integer.class);
    }

    public long count(String name) {
        return requireNonNull(row.get(name, Long.class), name);
    }

    public @Nullable Boolean flagOrNull(String name) {
        return row.get(name, Boolean.class);
    }

    public LocalDate day(String name) {
        return requireNonNull(row.get(name, LocalDate.class), name);
    }

    public Instant instant(String name) {
        return requireNonNull(instantOrNull(name), name);
    }

    public @Nullable Instant instantOrNull(String name) {
        OffsetDateTime time = row.get(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    /** The form in which a time is bound to a statement. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The form in which a value that may be null is bound to a statement. */
    public static <T> Parameter nullable(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }
}

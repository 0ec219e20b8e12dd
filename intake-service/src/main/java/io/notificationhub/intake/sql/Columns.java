package io.notificationhub.intake.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Binds the parameters of a statement one after another, each an array with one element per row ({@code unnest} turns them into rows). */
public final class Columns {
    private GenericExecuteSpec statement;
    private int next;

    private Columns(GenericExecuteSpec statement) {
        this.statement = statement;
    }

    public static Columns of(GenericExecuteSpec statement) {
        return new Columns(statement);
    }

    /** For a statement whose first parameters are bound already. */
    public static Columns of(GenericExecuteSpec statement, int bound) {
        Columns columns = new Columns(statement);
        columns.next = bound;
        return columns;
    }

    public <R> Columns text(Collection<R> rows, Function<R, @Nullable String> value) {
        return bind(fill(new @Nullable String[rows.size()], rows, value));
    }

    public <R> Columns uuids(Collection<R> rows, Function<R, @Nullable UUID> value) {
        return bind(fill(new @Nullable UUID[rows.size()], rows, value));
    }

    public <R> Columns numbers(Collection<R> rows, Function<R, @Nullable Integer> value) {
        return bind(fill(new @Nullable Integer[rows.size()], rows, value));
    }

    public <R> Columns shorts(Collection<R> rows, Function<R, @Nullable Short> value) {
        return bind(fill(new @Nullable Short[rows.size()], rows, value));
    }

    public <R> Columns times(Collection<R> rows, Function<R, @Nullable Instant> value) {
        return bind(fill(new @Nullable OffsetDateTime[rows.size()], rows, row -> {
            Instant instant = value.apply(row);
            return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
        }));
    }

    /** A single value instead of a column. */
    public Columns time(Instant instant) {
        return bind(instant.atOffset(ZoneOffset.UTC));
    }

    public GenericExecuteSpec statement() {
        return statement;
    }

    /** A column that the schema says is not null. */
    public static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("A column that can't be null is null");
        }
        return value;
    }

    private Columns bind(Object value) {
        statement = statement.bind(next++, value);
        return this;
    }

    private static <R, T> @Nullable T[] fill(@Nullable T[] array, Collection<R> rows, Function<R, @Nullable T> value) {
        int i = 0;
        for (R row : rows) {
            array[i++] = value.apply(row);
        }
        return array;
    }
}

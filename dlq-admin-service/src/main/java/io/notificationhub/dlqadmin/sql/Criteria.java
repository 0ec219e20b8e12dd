package io.notificationhub.dlqadmin.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** A WHERE clause in the making: constant SQL fragments and the values bound to them. Nothing from outside becomes SQL. */
public final class Criteria {
    private final List<String> fragments = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private @Nullable String leading;

    /** Adds the fragment unless the value is null; the fragment refers to the value as {@code :name}. */
    public Criteria and(String fragment, String name, @Nullable Object value) {
        if (value != null) {
            fragments.add(fragment);
            values.put(name, value);
        }
        return this;
    }

    /**
     * Adds an equality unless the value is null. The first one leads: pages come by its index, of the column and the page's key. Left to choose, PostgreSQL takes the
     * key's index for a value that many rows have, and reads all others where these lie at the far end.
     */
    public Criteria is(String column, String name, @Nullable Object value) {
        if (value == null || leading != null) {
            return and(column + " = :" + name, name, value);
        }
        leading = column;
        return and(column + " = ANY (ARRAY[:" + name + "])", name, value);
    }

    /** The end of a statement for a page by a unique key. */
    public String ordered(String key, Direction direction) {
        String by = direction == Direction.ASCENDING ? "" : " DESC";
        return " ORDER BY " + (leading == null ? "" : leading + by + ", ") + key + by;
    }

    /** Of a page. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    public Criteria and(String fragment) {
        fragments.add(fragment);
        return this;
    }

    public String sql() {
        return fragments.isEmpty() ? "TRUE" : String.join(" AND ", fragments);
    }

    public GenericExecuteSpec bind(GenericExecuteSpec statement) {
        return statement.bindValues(values);
    }
}

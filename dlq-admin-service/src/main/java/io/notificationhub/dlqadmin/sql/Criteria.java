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

    /** Adds the fragment unless the value is null; the fragment refers to the value as {@code :name}. */
    public Criteria and(String fragment, String name, @Nullable Object value) {
        if (value != null) {
            fragments.add(fragment);
            values.put(name, value);
        }
        return this;
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

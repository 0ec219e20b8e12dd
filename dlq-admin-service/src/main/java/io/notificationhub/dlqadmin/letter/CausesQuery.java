package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.dlqadmin.request.Span;
import io.notificationhub.dlqadmin.sql.Columns;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Groups dead letters by cause, in one pass of the database over an index that holds all it needs. */
@Repository
public class CausesQuery {
    private static final int MOST_GROUPS = 100;

    /** First by everything, which leaves few rows, so that counting what differs within a group costs nothing. */
    private static final String GROUPS = """
            WITH fine AS MATERIALIZED (
                SELECT channel, error_class, vendor, vendor_code, template_key, producer_id, count(*) AS letters,
                    count(*) FILTER (WHERE status = 'EXHAUSTED') AS open, min(exhausted_at) AS first_at, max(exhausted_at) AS last_at
                FROM dead_letter WHERE exhausted_at >= :from AND exhausted_at < :to
                GROUP BY channel, error_class, vendor, vendor_code, template_key, producer_id)
            SELECT %2$s, sum(letters)::bigint AS letters, sum(open)::bigint AS open, min(first_at) AS first_at, max(last_at) AS last_at,
                count(DISTINCT template_key) AS templates, count(DISTINCT producer_id) AS producers,
                (sum(sum(letters)) OVER ())::bigint AS total
            FROM fine GROUP BY %1$s ORDER BY letters DESC, %1$s LIMIT\s""" + MOST_GROUPS;

    private final DatabaseClient database;

    CausesQuery(DatabaseClient database) {
        this.database = database;
    }

    /** What is not grouped by is told where it is the same in the whole group. */
    public Mono<Causes> group(Span span, List<Causes.By> by) {
        Set<Causes.By> chosen = EnumSet.copyOf(by);
        return database.sql(sql(chosen))
                .bind("from", Columns.utc(span.from()))
                .bind("to", Columns.utc(span.to()))
                .map(row -> Map.entry(new Columns(row).count("total"), group(new Columns(row), chosen, span)))
                .all()
                .collectList()
                .map(rows -> new Causes(
                        span.from(),
                        span.to(),
                        rows.isEmpty() ? 0 : rows.getFirst().getKey(),
                        List.copyOf(new TreeSet<>(chosen)),
                        rows.stream().map(Map.Entry::getValue).toList()));
    }

    static String sql(Set<Causes.By> chosen) {
        String keys = chosen.stream().map(Causes.By::column).collect(Collectors.joining(", "));
        String columns = EnumSet.allOf(Causes.By.class).stream()
                .map(each -> chosen.contains(each) ? each.column() : onlyOne(each.column()))
                .collect(Collectors.joining(", "));
        return GROUPS.formatted(keys, columns);
    }

    private static String onlyOne(String column) {
        return "CASE WHEN count(DISTINCT coalesce(%1$s, '')) = 1 THEN min(%1$s) END AS %1$s".formatted(column);
    }

    private static Causes.Group group(Columns columns, Set<Causes.By> by, Span span) {
        String channel = columns.textOrNull("channel");
        String errorClass = columns.textOrNull("error_class");
        return new Causes.Group(
                channel == null ? null : Channel.valueOf(channel),
                errorClass == null ? null : ErrorClass.valueOf(errorClass),
                columns.textOrNull("vendor"),
                columns.textOrNull("vendor_code"),
                columns.textOrNull("template_key"),
                columns.textOrNull("producer_id"),
                columns.count("letters"),
                columns.count("open"),
                columns.count("templates"),
                columns.count("producers"),
                columns.instant("first_at"),
                columns.instant("last_at"),
                filter(columns, by, span));
    }

    private static Map<String, String> filter(Columns columns, Set<Causes.By> by, Span span) {
        Map<String, String> filter = new LinkedHashMap<>();
        TreeSet<String> without = new TreeSet<>();
        for (Causes.By each : by) {
            @Nullable String value = columns.textOrNull(each.column());
            if (value == null) {
                without.add(each.label());
            } else {
                filter.put(each == Causes.By.ERROR_CLASS ? "errorType" : each.label(), value);
            }
        }
        if (!without.isEmpty()) {
            filter.put("without", String.join(",", without));
        }
        filter.put("from", span.from().toString());
        filter.put("to", span.to().toString());
        return filter;
    }
}

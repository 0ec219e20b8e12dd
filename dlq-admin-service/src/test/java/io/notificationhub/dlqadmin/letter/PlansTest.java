package io.notificationhub.dlqadmin.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.dlqadmin.DeskTest;
import io.notificationhub.dlqadmin.ManyLetters;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
import io.notificationhub.dlqadmin.sql.Criteria.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** With many letters no statement of the desk reads the table from end to end. What that costs at a million is in docs/performance.md. */
class PlansTest extends DeskTest {
    private static final int LETTERS = 30_000;
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by Filter: (\\d+)");

    @Autowired
    private DatabaseClient client;

    @Autowired
    private TransactionalOperator transaction;

    private record Statement(String sql, UnaryOperator<GenericExecuteSpec> values) {}

    @Test
    void everyStatementFindsItsLettersByAnIndex() {
        Map<String, Statement> statements = statements();

        Map<String, String> plans = plans("EXPLAIN (COSTS OFF) ", statements);

        assertThat(plans).hasSameSizeAs(statements);
        assertThat(plans)
                .allSatisfy((what, plan) -> assertThat(plan)
                        .as(what)
                        .containsPattern("Index (Only )?Scan")
                        .doesNotContain("Seq Scan"));
        // Not by the key's: letters of a vendor or a code lie together, at one end or the other.
        assertThat(plans.get("by channel")).contains("dead_letter_channel");
        assertThat(plans.get("by error")).contains("dead_letter_error_class");
        assertThat(plans.get("by vendor")).contains("dead_letter_vendor");
        assertThat(plans.get("by vendor code")).contains("dead_letter_vendor_code");
        assertThat(plans.get("by template")).contains("dead_letter_template");
        assertThat(plans.get("by producer")).contains("dead_letter_producer");
        assertThat(plans.get("erasure")).contains("dead_letter_recipient");
        assertThat(plans.get("console by vendor")).contains("dead_letter_vendor");
    }

    /** Less than a page is left, or the page begins at the other end: nothing else would stop the reading. A day has a thousand letters. */
    @Test
    void whatIsAskedOfSomeTimeReadsLittleOfOtherTimes() {
        String from = daysAgo(1);
        String to = daysAgo(29);
        UUID nearEnd = idAt(Instant.parse(to).minus(Duration.ofMinutes(30)));
        UUID nearStart = idAt(Instant.parse(from).plus(Duration.ofMinutes(30)));
        Map<String, Statement> statements = new LinkedHashMap<>();
        for (Map<String, String> more : List.of(Map.<String, String>of(), Map.of("channel", "SMS"))) {
            Filter since = filter(with(more, "from", from));
            Filter until = filter(with(more, "to", to));
            List.of(
                            new Search(since, null, Direction.ASCENDING, null),
                            new Search(since, null, Direction.DESCENDING, nearStart),
                            new Search(until, null, Direction.ASCENDING, nearEnd),
                            new Search(until, null, Direction.DESCENDING, null))
                    .forEach(search -> search.parts()
                            .forEach(part -> statements.put(
                                    search + " " + part.sql(), new Statement(search.sql(part, 51), part::bind))));
            statements.put("dry run " + more, count(with(more, "to", to)));
        }

        Map<String, String> plans = plans("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ", statements);

        assertThat(plans).hasSize(18);
        plans.forEach((what, plan) -> assertThat(REMOVED.matcher(plan)
                        .results()
                        .mapToInt(found -> Integer.parseInt(found.group(1)))
                        .sum())
                .as(what + "\n" + plan)
                .isLessThan(LETTERS / 10));
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    private static UUID idAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    private static Map<String, Statement> statements() {
        Map<String, Statement> statements = new LinkedHashMap<>();
        statements.put("list", page(Map.of()));
        statements.put("by channel", page(Map.of("channel", "SMS")));
        statements.put("by error", page(Map.of("errorType", "AMBIGUOUS")));
        statements.put("by vendor", page(Map.of("vendor", "twilio")));
        statements.put("by vendor code", page(Map.of("vendorCode", "code-7")));
        statements.put("by an unknown vendor code", page(Map.of("vendorCode", "none")));
        statements.put("by recipient", page(Map.of("recipientId", "user-777")));
        statements.put("by template", page(Map.of("templateKey", "template-3")));
        statements.put("by producer", page(Map.of("producerId", "producer-2")));
        statements.put("by all", page(Map.of("channel", "SMS", "errorType", "TRANSIENT", "vendorCode", "code-7")));
        statements.put("console", newest(Map.of(), null));
        statements.put("console by vendor", newest(Map.of("vendor", "twilio"), null));
        statements.put("console, open ones", newest(Map.of(), DeskStatus.EXHAUSTED));
        statements.put("dry run on an incident", count(Map.of("vendorCode", "code-7", "from", daysAgo(1))));
        statements.put(
                "erasure",
                new Statement(
                        Erasures.EMPTY_LETTERS,
                        spec -> spec.bind("recipientIds", new String[] {"user-777", "user-4"})
                                .bind("heardWithin", 5)
                                .bind("most", 500)));
        statements.put(
                "stats",
                new Statement(StatsQuery.COUNT, lastDay().andThen(spec -> spec.bind("seconds", 3600.0))::apply));
        statements.put("causes", new Statement(CausesQuery.sql(EnumSet.copyOf(Causes.USUAL)), lastDay()));
        return statements;
    }

    private static Statement page(Map<String, String> filter) {
        return statement(new Search(filter(filter), null, Direction.ASCENDING, new UUID(1, 0)));
    }

    private static Statement newest(Map<String, String> filter, @Nullable DeskStatus status) {
        return statement(new Search(filter(filter), status, Direction.DESCENDING, null));
    }

    private static Statement statement(Search search) {
        Criteria only = search.parts().getFirst();
        return new Statement(search.sql(only, 51), only::bind);
    }

    private static Statement count(Map<String, String> filter) {
        Criteria criteria = filter(filter).open();
        return new Statement(DeadLetters.countSql(criteria), criteria::bind);
    }

    private static Filter filter(Map<String, String> fields) {
        return Filter.of(Query.of(new HashMap<>(fields), Filter.names()));
    }

    private static UnaryOperator<GenericExecuteSpec> lastDay() {
        return spec -> spec.bind("from", Columns.utc(Instant.parse(daysAgo(1)))).bind("to", Columns.utc(Instant.now()));
    }

    private static String daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days)).toString();
    }

    /** The letters are there for this transaction only. */
    private Map<String, String> plans(String explain, Map<String, Statement> statements) {
        Flux<Map.Entry<String, String>> plans = Flux.fromIterable(statements.entrySet())
                .concatMap(each -> plan(explain, each.getValue()).map(plan -> Map.entry(each.getKey(), plan)));
        Mono<Map<String, String>> all = ManyLetters.between(0, LETTERS - 1, LETTERS, null)
                .into(client)
                .then(client.sql("ANALYZE dead_letter").then())
                .then(plans.collectMap(Map.Entry::getKey, Map.Entry::getValue));
        return Objects.requireNonNull(transaction
                .execute(status -> {
                    status.setRollbackOnly();
                    return all;
                })
                .blockLast());
    }

    private Mono<String> plan(String explain, Statement statement) {
        return statement
                .values()
                .apply(client.sql(explain + statement.sql()))
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .map((List<String> lines) -> String.join("\n", lines));
    }
}

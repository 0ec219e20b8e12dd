package io.notificationhub.dlqadmin.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.dlqadmin.DeskTest;
import io.notificationhub.dlqadmin.ManyLetters;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.dlqadmin.sql.Columns;
import io.notificationhub.dlqadmin.sql.Criteria;
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

    @Autowired
    private DatabaseClient client;

    @Autowired
    private TransactionalOperator transaction;

    private record Statement(String sql, UnaryOperator<GenericExecuteSpec> values) {}

    @Test
    void everyStatementFindsItsLettersByAnIndex() {
        Map<String, Statement> statements = statements();

        Map<String, String> plans = plans(statements);

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
        assertThat(plans.get("console by vendor")).contains("dead_letter_vendor");
        assertThat(plans.get("by time, unusual ones")).contains("dead_letter_unusual");
        assertThat(plans.get("by time")).contains("attempt_id >= ");
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
        List<Criteria> sinceYesterday = parts(Map.of("from", daysAgo(1)));
        statements.put("by time, unusual ones", statement(sinceYesterday.getFirst()));
        statements.put("by time", statement(sinceYesterday.getLast()));
        statements.put("by all", page(Map.of("channel", "SMS", "errorType", "TRANSIENT", "vendorCode", "code-7")));
        statements.put("console", newest(Filter.ALL.criteria()));
        statements.put(
                "console by vendor", newest(filter(Map.of("vendor", "twilio")).criteria()));
        statements.put("console, open ones", newest(Filter.ALL.open()));
        statements.put("dry run on an incident", count(Map.of("vendorCode", "code-7", "from", daysAgo(1))));
        statements.put(
                "stats",
                new Statement(StatsQuery.COUNT, lastDay().andThen(spec -> spec.bind("seconds", 3600.0))::apply));
        statements.put("causes", new Statement(CausesQuery.sql(EnumSet.copyOf(Causes.USUAL)), lastDay()));
        return statements;
    }

    private static Statement page(Map<String, String> filter) {
        return statement(parts(filter).getFirst());
    }

    private static List<Criteria> parts(Map<String, String> fields) {
        Filter filter = filter(fields);
        return DeadLetters.parts(filter::criteria, filter.from(), new UUID(1, 0));
    }

    private static Statement statement(Criteria criteria) {
        return new Statement(DeadLetters.pageSql(criteria, 51), criteria::bind);
    }

    private static Statement newest(Criteria criteria) {
        return new Statement(DeadLetters.newestSql(criteria, 51), criteria::bind);
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
    private Map<String, String> plans(Map<String, Statement> statements) {
        Flux<Map.Entry<String, String>> plans = Flux.fromIterable(statements.entrySet())
                .concatMap(each -> plan(each.getValue()).map(plan -> Map.entry(each.getKey(), plan)));
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

    private Mono<String> plan(Statement statement) {
        return statement
                .values()
                .apply(client.sql("EXPLAIN (COSTS OFF) " + statement.sql()))
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .map((List<String> lines) -> String.join("\n", lines));
    }
}

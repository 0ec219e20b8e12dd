package io.notificationhub.bench.relay;

import static io.notificationhub.bench.measure.Table.atLeast;
import static io.notificationhub.bench.measure.Table.atMost;
import static io.notificationhub.bench.measure.Table.number;

import io.notificationhub.bench.measure.Samples;
import io.notificationhub.bench.measure.Servers;
import io.notificationhub.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** S2: draining a backlog against other outboxes, claims in a long table, and the way of a single row. */
public final class RelayBench {
    private static final List<OutboxContender> OTHERS =
            List.of(new Debezium(), new TransactionOutboxContender(), new NamastackContender());

    private RelayBench() {}

    /** Prints as it goes on; returns the tables. */
    public static List<String> run(Servers servers, PrintStream out)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        servers.restartPostgresWith(Map.of("wal_level", "logical"));
        servers.createTopic(DueRows.TOPIC);
        Drain relay = drain(new HubRelay(), servers, out);
        List<Drain> others = new ArrayList<>();
        for (OutboxContender other : OTHERS) {
            others.add(drain(other, servers, out));
        }
        out.println("Claims …");
        ClaimTime.Claims claims = new ClaimTime(servers).measure();
        out.println("Single rows …");
        Samples latency = IdleLatency.measure(servers);

        List<String> lines = new ArrayList<>(drains(relay, others));
        lines.add("");
        lines.addAll(byItself(claims, latency));
        return lines;
    }

    private static Drain drain(OutboxContender contender, Servers servers, PrintStream out)
            throws SQLException, InterruptedException, ExecutionException {
        out.println(contender.title() + " …");
        Drain drain = Drain.measure(contender, servers);
        out.println("  " + number(drain.rowsPerSecond()) + " rows/s");
        return drain;
    }

    static List<String> drains(Drain relay, List<Drain> others) {
        Table table = new Table(
                "drain",
                "rows",
                "rows/s: median of three (least – most)",
                "its CPU-ms per 1,000 rows",
                "PostgreSQL's CPU-ms per 1,000 rows");
        List<Drain> all = new ArrayList<>(List.of(relay));
        all.addAll(others);
        for (Drain each : all) {
            table.row(
                    each.contender().title(),
                    number(each.contender().rows()),
                    number(each.rowsPerSecond()) + " (" + number(each.slowest()) + " – " + number(each.fastest()) + ")",
                    number(each.cpu(), 1),
                    number(each.postgres(), 1));
        }
        Drain best = others.stream()
                .max(Comparator.comparingDouble(Drain::rowsPerSecond))
                .orElseThrow();
        table.row(
                "**relay ÷ best other**",
                "",
                atLeast(relay.rowsPerSecond() / best.rowsPerSecond(), 1.5),
                atMost(relay.cpu() / best.cpu(), 0.4),
                number(relay.postgres() / best.postgres(), 2));
        return table.lines();
    }

    private static List<String> byItself(ClaimTime.Claims claims, Samples latency) {
        double few = claims.few().median();
        return new Table("relay by itself", "median", "p99", "bar")
                .row("claim of 2,000 rows, ms: nothing else in the table", number(few, 1), p99(claims.few()), "")
                .row(
                        "the same, 1,000,000 more rows due",
                        number(claims.manyDue().median(), 1),
                        p99(claims.manyDue()),
                        atMost(claims.manyDue().median() / few, 1.5))
                .row(
                        "the same, 1,000,000 rows due later",
                        number(claims.manyLater().median(), 1),
                        p99(claims.manyLater()),
                        atMost(claims.manyLater().median() / few, 1.5))
                .row(
                        "commit of one row to its consumer, idle, ms",
                        number(latency.median(), 1),
                        p99(latency),
                        atMost(latency.median(), 30))
                .lines();
    }

    private static String p99(Samples samples) {
        return number(samples.percentile(99), 1);
    }
}

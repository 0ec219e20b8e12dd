package io.notificationhub.dlqadmin.statistics;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.dlqadmin.request.Discreet;
import io.notificationhub.dlqadmin.request.Span;
import io.notificationhub.dlqadmin.sql.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Answers from the projection, some rows per day and vendor, so it costs the same whatever was delivered. */
@Repository
public class DeliveryStatistics {
    private static final int MOST_FAILURES = 100;

    private static final String BY_DAY = "SELECT day, " + Tally.SUMS + """
            FROM delivery_stats WHERE day BETWEEN :first AND :last GROUP BY day
            """;

    private static final String BY_VENDOR = "SELECT channel, vendor, " + Tally.SUMS + """
            FROM delivery_stats WHERE day BETWEEN :first AND :last GROUP BY channel, vendor ORDER BY channel, vendor
            """;

    private static final String FAILURES = """
            SELECT attempt_id, round, at, notification_id, kind, channel, vendor, outcome, vendor_code, reason
            FROM recent_failure WHERE at >= :from AND at < :to ORDER BY at DESC, attempt_id DESC LIMIT
            """ + MOST_FAILURES;

    private final DatabaseClient database;
    private final Clock clock;

    DeliveryStatistics(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What one minute brought on one channel. */
    public record Minute(Instant minute, Channel channel, long succeeded, long failed, long expired) {}

    public Mono<Deliveries.Daily> daily(Span span) {
        return database.sql(BY_DAY)
                .bind("first", span.firstDay())
                .bind("last", span.lastDay())
                .map(row -> Map.entry(new Columns(row).day("day"), Tally.of(new Columns(row))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(found -> daily(span, found));
    }

    private static Deliveries.Daily daily(Span span, Map<LocalDate, Tally> found) {
        List<Deliveries.Day> days = span.firstDay()
                .datesUntil(span.lastDay().plusDays(1))
                .map(day -> new Deliveries.Day(
                        day, found.getOrDefault(day, Tally.NONE).counts()))
                .toList();
        Tally total = found.values().stream().reduce(Tally.NONE, Tally::plus);
        return new Deliveries.Daily(span.from(), span.to(), total.counts(), days);
    }

    public Mono<Deliveries.ByChannel> byChannel(Span span) {
        return database.sql(BY_VENDOR)
                .bind("first", span.firstDay())
                .bind("last", span.lastDay())
                .map(row -> OfVendor.of(new Columns(row)))
                .all()
                .collectList()
                .map(vendors -> byChannel(span, vendors));
    }

    private static Deliveries.ByChannel byChannel(Span span, List<OfVendor> vendors) {
        Map<Channel, List<OfVendor>> channels =
                vendors.stream().collect(Collectors.groupingBy(OfVendor::channel, TreeMap::new, Collectors.toList()));
        return new Deliveries.ByChannel(
                span.from(),
                span.to(),
                channels.entrySet().stream()
                        .map(each -> new Deliveries.OfChannel(
                                each.getKey(),
                                each.getValue().stream()
                                        .map(OfVendor::tally)
                                        .reduce(Tally.NONE, Tally::plus)
                                        .counts(),
                                each.getValue().stream()
                                        .map(vendor -> new Deliveries.OfVendor(
                                                vendor.name().isEmpty() ? "none" : vendor.name(),
                                                vendor.tally().counts()))
                                        .toList()))
                        .toList());
    }

    private record OfVendor(Channel channel, String name, Tally tally) {
        static OfVendor of(Columns columns) {
            return new OfVendor(columns.choice("channel", Channel.class), columns.text("vendor"), Tally.of(columns));
        }
    }

    public Mono<Deliveries.Failures> failures(Span span) {
        return database.sql(FAILURES)
                .bind("from", Columns.utc(span.from()))
                .bind("to", Columns.utc(span.to()))
                .map(row -> failure(new Columns(row)))
                .all()
                .collectList()
                .map(items -> new Deliveries.Failures(span.from(), span.to(), items));
    }

    private static Deliveries.Failure failure(Columns columns) {
        String vendor = columns.text("vendor");
        return new Deliveries.Failure(
                columns.uuid("attempt_id"),
                columns.uuid("notification_id"),
                columns.integer("round"),
                columns.choice("channel", Channel.class),
                columns.choice("kind", Kind.class),
                vendor.isEmpty() ? null : vendor,
                columns.text("outcome"),
                columns.textOrNull("vendor_code"),
                Discreet.text(columns.textOrNull("reason")),
                columns.instant("at"));
    }

    /** The minutes of the last stretch of time that brought anything, oldest first. */
    public Mono<List<Minute>> minutes(Duration lately) {
        Instant since = clock.instant().minus(lately).truncatedTo(ChronoUnit.MINUTES);
        return database.sql("SELECT * FROM delivery_minute WHERE minute >= :since ORDER BY minute, channel")
                .bind("since", Columns.utc(since))
                .map(row -> minute(new Columns(row)))
                .all()
                .collectList();
    }

    private static Minute minute(Columns columns) {
        return new Minute(
                columns.instant("minute"),
                columns.choice("channel", Channel.class),
                columns.count("succeeded"),
                columns.count("failed"),
                columns.count("expired"));
    }
}

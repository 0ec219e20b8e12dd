package io.notificationhub.intake.receipt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Ids;
import io.notificationhub.intake.sql.Columns;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Looks whether vendors that promise receipts send any: "accepted" that is never followed by "received" means that callbacks are lost, or the
 * messages. Tells {@code hub.receipts.missing} (share without a receipt, 0 to 1) and {@code hub.receipts.silent} (1 if enough was accepted and
 * nothing at all was heard) per vendor, over a sample of what was accepted in the window.
 */
final class SilentVendors {
    private static final Logger log = LoggerFactory.getLogger(SilentVendors.class);
    /** Ids are ordered by time, so this reads one end of the primary key's index. */
    private static final String SAMPLE = """
            SELECT vendor, count(*) AS accepted, count(*) FILTER (WHERE receipt = 'NONE') AS unheard
            FROM (SELECT vendor, receipt
                  FROM (SELECT vendor, receipt, status FROM attempt WHERE id >= $1 AND id < $2 ORDER BY id DESC LIMIT $5) AS newest
                  WHERE status = 'SUCCEEDED' AND vendor = ANY ($3) LIMIT $4) AS sample
            GROUP BY vendor
            """;

    private final DatabaseClient database;
    private final ReceiptWatch watch;
    private final Clock clock;
    private final Map<String, Double> missing = new ConcurrentHashMap<>();
    private final Map<String, Boolean> silent = new ConcurrentHashMap<>();

    SilentVendors(DatabaseClient database, ReceiptWatch watch, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.watch = watch;
        this.clock = clock;
        watch.vendors().forEach(vendor -> {
            Gauge.builder("hub.receipts.missing", missing, shares -> shares.getOrDefault(vendor, 0.0))
                    .tag("vendor", vendor)
                    .register(metrics);
            Gauge.builder("hub.receipts.silent", silent, states -> states.getOrDefault(vendor, false) ? 1 : 0)
                    .tag("vendor", vendor)
                    .register(metrics);
        });
    }

    private record Heard(String vendor, long accepted, long unheard) {}

    Mono<Void> look() {
        Instant now = clock.instant();
        return database.sql(SAMPLE)
                .bind(0, Ids.floor(now.minus(watch.window())))
                .bind(1, Ids.floor(now.minus(watch.patience())))
                .bind(2, watch.vendors().toArray(String[]::new))
                .bind(3, watch.sample())
                .bind(4, watch.among())
                .map(row -> new Heard(
                        Columns.required(row.get("vendor", String.class)),
                        Columns.required(row.get("accepted", Long.class)),
                        Columns.required(row.get("unheard", Long.class))))
                .all()
                .collectList()
                .doOnNext(heard -> {
                    Map<String, Heard> byVendor = new HashMap<>();
                    heard.forEach(each -> byVendor.put(each.vendor(), each));
                    watch.vendors()
                            .forEach(vendor -> tell(vendor, byVendor.getOrDefault(vendor, new Heard(vendor, 0, 0))));
                })
                .then();
    }

    private void tell(String vendor, Heard heard) {
        boolean isSilent = heard.accepted() >= watch.minimum() && heard.unheard() == heard.accepted();
        missing.put(vendor, heard.accepted() == 0 ? 0.0 : (double) heard.unheard() / heard.accepted());
        boolean was = Boolean.TRUE.equals(silent.put(vendor, isSilent));
        if (isSilent && !was) {
            log.warn(
                    "{} accepted {} messages and has sent no receipt for any: look at its callbacks",
                    vendor,
                    heard.accepted());
        }
    }
}

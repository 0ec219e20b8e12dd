package io.notificationhub.preference;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Masked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Addresses that must not be used for a recipient any more. Only the erasure of the recipient ends a suppression. */
@Component
final class Suppressions {
    private static final Logger log = LoggerFactory.getLogger(Suppressions.class);

    /**
     * A tombstone (not a blank row, which is about to become a profile) takes none that was in use before it: its addresses are forgotten. What came with a
     * request since then is another.
     */
    private static final String ADD = """
            INSERT INTO suppression (recipient_id, channel, address, reason, since)
            SELECT recipient_id, :channel, :address, :reason, :at FROM recipient
            WHERE recipient_id = :recipientId AND NOT (erased AND version > 0 AND changed_at >= :usedAt)
            ON CONFLICT DO NOTHING
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Profiles profiles;
    private final MeterRegistry metrics;

    Suppressions(DatabaseClient database, TransactionalOperator transaction, Profiles profiles, MeterRegistry metrics) {
        this.database = database;
        this.transaction = transaction;
        this.profiles = profiles;
        this.metrics = metrics;
    }

    /**
     * Suppresses the address on the channel, unless it is already. A recipient that the hub only knows by an address given inline is made: the
     * next message to that address must not go out either.
     */
    Mono<Void> add(AddressReport report) {
        return profiles.lock(report.recipientId())
                .then(database.sql(ADD)
                        .bind("recipientId", report.recipientId())
                        .bind("channel", report.channel().name())
                        .bind("address", report.address())
                        .bind("reason", report.hygiene().name())
                        .bind("at", report.at())
                        .bind("usedAt", report.usedAt())
                        .fetch()
                        .rowsUpdated())
                .filter(rows -> rows > 0)
                .doOnNext(rows -> added(report))
                .flatMap(rows -> profiles.publish(report.recipientId(), Profiles.Change.HYGIENE, report.traceparent()))
                .then()
                .as(transaction::transactional);
    }

    private void added(AddressReport report) {
        metrics.counter(
                        "hub.suppressions",
                        "channel",
                        report.channel().name(),
                        "reason",
                        report.hygiene().name())
                .increment();
        log.info("{} {} is suppressed: {}", report.channel(), Masked.address(report.address()), report.hygiene());
    }
}

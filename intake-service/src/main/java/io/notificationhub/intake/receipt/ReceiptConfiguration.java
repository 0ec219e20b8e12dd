package io.notificationhub.intake.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.intake.batch.Batcher;
import io.notificationhub.intake.fallback.Fallbacks;
import io.notificationhub.intake.periodic.Periodic;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {
    /** One batch grows while another is written; more lanes would only lock each other's rows. */
    private static final int LANES = 2;

    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_WAITING = 20_000;
    /** No vendor minds, and most of what a receipt costs is its transaction. */
    private static final Duration GATHERING = Duration.ofMillis(30);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    Receipts receipts(
            VendorChannels channels,
            DatabaseClient database,
            Fallbacks fallbacks,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            MeterRegistry metrics) {
        return new Receipts(channels, new ReceiptTable(database), fallbacks, outbox, transaction, clock, metrics);
    }

    @Bean
    Batcher<Receipts.Received, Boolean> receiptBatches(Receipts receipts, MeterRegistry metrics) {
        return new Batcher<>(
                "receipts",
                MOST_AT_ONCE,
                LANES,
                MOST_WAITING,
                GATHERING,
                PATIENCE,
                batch -> receipts.record(batch)
                        .map(known -> batch.stream().map(known::contains).toList()),
                metrics);
    }

    @Bean
    ReportedReceipts reportedReceipts(Inbox inbox, Receipts receipts) {
        return new ReportedReceipts(inbox, receipts);
    }

    @Bean
    Periodic silentVendorsPeriodic(DatabaseClient database, ReceiptWatch watch, Clock clock, MeterRegistry metrics) {
        SilentVendors vendors = new SilentVendors(database, watch, clock, metrics);
        return new Periodic("silent vendors", watch.interval(), vendors::look);
    }
}

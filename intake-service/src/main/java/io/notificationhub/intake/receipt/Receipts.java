package io.notificationhub.intake.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.ReceiptRecorded;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.intake.fallback.Fallbacks;
import io.notificationhub.intake.fallback.Undelivered;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.outbox.OutboxRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Records receipts, a batch in one transaction with the events and the stand-in attempts that they lead to. A receipt never changes the attempt's
 * state; one that says what is known already changes nothing at all.
 */
final class Receipts {
    private final VendorChannels channels;
    private final ReceiptTable table;
    private final Fallbacks fallbacks;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final MeterRegistry metrics;

    Receipts(
            VendorChannels channels,
            ReceiptTable table,
            Fallbacks fallbacks,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.channels = channels;
        this.table = table;
        this.fallbacks = fallbacks;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A receipt with the trace it belongs to. */
    record Received(VendorReceipt receipt, @Nullable String traceparent) {}

    /** Answers whose attempt exists, on a channel of the vendor that speaks of it. */
    Mono<Set<Received>> record(List<Received> batch) {
        Set<UUID> ids = batch.stream().map(each -> each.receipt().attemptId()).collect(Collectors.toSet());
        return transaction
                .transactional(table.lock(ids).flatMap(attempts -> {
                    List<Received> believed = batch.stream()
                            .filter(each -> isBelieved(each.receipt(), attempts))
                            .toList();
                    List<News> news = news(believed, attempts);
                    return (news.isEmpty() ? Mono.<Void>empty() : write(news)).thenReturn(Set.copyOf(believed));
                }))
                .doOnNext(believed -> count(batch, believed));
    }

    private boolean isBelieved(VendorReceipt receipt, Map<UUID, ReceiptTable.Told> attempts) {
        ReceiptTable.Told told = attempts.get(receipt.attemptId());
        return told != null && channels.serves(receipt.vendor(), told.channel());
    }

    /** An attempt with what is new about it. */
    private record News(ReceiptTable.Told told, List<Received> received) {}

    private static List<News> news(List<Received> believed, Map<UUID, ReceiptTable.Told> attempts) {
        List<News> news = new ArrayList<>();
        Map<UUID, List<Received>> byAttempt = believed.stream()
                .collect(Collectors.groupingBy(each -> each.receipt().attemptId()));
        byAttempt.forEach((id, received) -> {
            ReceiptTable.Told told = Objects.requireNonNull(attempts.get(id));
            List<Received> unheard = new ArrayList<>();
            for (Received each : received) {
                if (told.lacks(each.receipt().heard())) {
                    told = told.with(each.receipt().heard());
                    unheard.add(each);
                }
            }
            if (!unheard.isEmpty()) {
                news.add(new News(told, unheard));
            }
        });
        return news;
    }

    private Mono<Void> write(List<News> news) {
        List<OutboxRow> events = new ArrayList<>();
        List<Undelivered> undelivered = new ArrayList<>();
        for (News each : news) {
            DeliveryRequested message = each.told().message();
            // Nobody is told anything of a recipient who was erased.
            if (message != null) {
                for (Received received : each.received()) {
                    events.add(outbox.row(event(message, received.receipt()), received.traceparent()));
                    if (received.receipt().receipt() == Receipt.FAILED
                            && each.told().standing() == Receipt.FAILED) {
                        undelivered.add(new Undelivered(
                                message,
                                received.receipt().unreachable()
                                        ? Undelivered.Cause.UNREACHABLE
                                        : Undelivered.Cause.NOT_DELIVERED,
                                received.receipt().vendorCode(),
                                received.traceparent()));
                    }
                }
            }
        }
        return table.update(news.stream().map(News::told).toList())
                .then(outbox.append(events))
                .then(fallbacks.begin(undelivered));
    }

    private ReceiptRecorded event(DeliveryRequested message, VendorReceipt receipt) {
        return new ReceiptRecorded(
                message.attemptId(),
                message.notificationId(),
                message.recipientId(),
                message.channel(),
                receipt.vendor(),
                receipt.receipt(),
                receipt.vendorCode(),
                receipt.reason(),
                receipt.hygiene(),
                message.address(),
                message.deviceId(),
                clock.instant());
    }

    private void count(List<Received> batch, Set<Received> believed) {
        for (Received each : batch) {
            VendorReceipt receipt = each.receipt();
            String what = believed.contains(each) ? receipt.receipt().name() : "UNKNOWN_ATTEMPT";
            metrics.counter("hub.receipts", "vendor", receipt.vendor(), "receipt", what)
                    .increment();
        }
    }
}

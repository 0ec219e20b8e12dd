package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Mono;

/** Records what workers heard when they asked their vendors, a polled batch in one transaction. */
class ReportedReceipts {
    private final Inbox inbox;
    private final Receipts receipts;

    ReportedReceipts(Inbox inbox, Receipts receipts) {
        this.inbox = inbox;
        this.receipts = receipts;
    }

    @KafkaListener(
            id = "reported-receipts",
            groupId = "${spring.application.name}.receipts",
            topics = Topics.RECEIPT_REPORTED)
    Mono<Void> on(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                ReceiptReported.class,
                batch -> receipts.record(batch.stream()
                                .map(each -> new Receipts.Received(
                                        VendorReceipt.of(each.event()), each.header(CloudEventHeaders.TRACEPARENT)))
                                .toList())
                        .then());
    }
}

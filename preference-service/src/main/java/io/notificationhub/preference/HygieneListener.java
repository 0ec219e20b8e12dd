package io.notificationhub.preference;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ReceiptRecorded;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what vendors say about addresses. */
@Component
final class HygieneListener {
    private final Inbox inbox;
    private final AddressHygiene hygiene;

    HygieneListener(Inbox inbox, AddressHygiene hygiene) {
        this.inbox = inbox;
        this.hygiene = hygiene;
    }

    @KafkaListener(groupId = "${spring.application.name}.results", topics = Topics.RESULT, batch = "true")
    Mono<Void> onResults(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                DeliveryResult.class,
                batch -> hygiene.apply(Flux.fromIterable(batch).map(AddressReport::ofResult)));
    }

    @KafkaListener(groupId = "${spring.application.name}.receipts", topics = Topics.RECEIPT, batch = "true")
    Mono<Void> onReceipts(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                ReceiptRecorded.class,
                batch -> hygiene.apply(Flux.fromIterable(batch).map(AddressReport::ofReceipt)));
    }
}

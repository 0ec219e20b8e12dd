package io.notificationhub.dlqadmin.statistics;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ReceiptRecorded;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what is counted. A new generation has groups of its own, which begin at the topics' beginning. */
@Component
class StatisticsInbox {
    private final Inbox inbox;
    private final Generation generation;
    private final Projection projection;
    private final StatisticsProperties properties;

    StatisticsInbox(Inbox inbox, Generation generation, Projection projection, StatisticsProperties properties) {
        this.inbox = inbox;
        this.generation = generation;
        this.projection = projection;
        this.properties = properties;
    }

    @KafkaListener(
            topics = Topics.RESULT,
            groupId = "${spring.application.name}.statistics.${hub.statistics.generation:1}")
    Mono<Void> results(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, DeliveryResult.class, batch -> {
            List<DeliveryResult> results = batch.stream()
                    .map(Received::event)
                    .filter(result -> properties.counts(result.finishedAt()))
                    .toList();
            return results.isEmpty() ? Mono.empty() : generation.begun().then(projection.countResults(results));
        });
    }

    @KafkaListener(
            topics = Topics.RECEIPT,
            groupId = "${spring.application.name}.receipt-statistics.${hub.statistics.generation:1}")
    Mono<Void> receipts(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, ReceiptRecorded.class, batch -> {
            List<ReceiptRecorded> receipts = batch.stream()
                    .map(Received::event)
                    .filter(receipt -> properties.counts(receipt.at()))
                    .toList();
            return receipts.isEmpty() ? Mono.empty() : generation.begun().then(projection.countReceipts(receipts));
        });
    }

    @Bean
    static KafkaAdmin.NewTopics receiptFeed(HubTopics topics) {
        return topics.of(Topics.RECEIPT);
    }
}

package io.notificationhub.dlqadmin.audit;

import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.messaging.Received;
import io.notificationhub.web.Caller;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What operators did elsewhere, as other services tell it. A record may be seen again: the trail keeps one entry of it. */
@Component
class AuditInbox {
    private final Inbox inbox;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final Ids ids;

    AuditInbox(Inbox inbox, Audit audit, TransactionalOperator transaction, Ids ids) {
        this.inbox = inbox;
        this.audit = audit;
        this.transaction = transaction;
        this.ids = ids;
    }

    @KafkaListener(topics = Topics.TEMPLATE_CHANGED, groupId = "${spring.application.name}.templates")
    Mono<Void> templates(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(records, TemplateChanged.class, batch -> {
            List<AuditEntry> entries = entries(batch);
            return entries.isEmpty()
                    ? Mono.empty()
                    : transaction.transactional(
                            Flux.fromIterable(entries).concatMap(audit::append).then());
        });
    }

    /** A change that names no operator came with the hub, or from a build that named none: nobody knows more than its revision does. */
    private List<AuditEntry> entries(List<Received<TemplateChanged>> batch) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Received<TemplateChanged> received : batch) {
            TemplateChanged change = received.event();
            String name = change.operator();
            String ip = change.clientIp();
            if (name != null) {
                Caller.Operator operator = new Caller.Operator(name, ip == null ? "unknown" : ip);
                entries.add(AuditEntry.template(ids.next(), operator, change));
            }
        }
        return entries;
    }

    /** Declared like its owner does, so that this service can start before it. */
    @Bean
    static KafkaAdmin.NewTopics templateFeed(HubTopics topics) {
        return topics.compactedAfterAWeek(Topics.TEMPLATE_CHANGED);
    }
}

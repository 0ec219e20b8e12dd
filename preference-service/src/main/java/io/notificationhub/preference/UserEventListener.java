package io.notificationhub.preference;

import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.Inbox;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads the external user service's topic, if one is configured. What is no user event goes to {@code {topic}.dlq}. */
@Component
@ConditionalOnExpression(UserEventProperties.CONFIGURED)
class UserEventListener {
    private final Inbox inbox;
    private final UserEvents events;
    private final JsonMapper json;

    UserEventListener(Inbox inbox, UserEvents events, JsonMapper json) {
        this.inbox = inbox;
        this.events = events;
        this.json = json;
    }

    @KafkaListener(
            groupId = "${spring.application.name}.user-events",
            topics = "${hub.preference.user-events.topic}",
            batch = "true")
    Mono<Void> onUserEvents(List<ConsumerRecord<String, String>> records) {
        return inbox.handle(
                records,
                text -> UserEvent.read(json, text),
                batch -> Flux.fromIterable(batch)
                        .concatMap(received ->
                                events.apply(received.event(), received.header(CloudEventHeaders.TRACEPARENT)))
                        .then());
    }

    /** The topic belongs to others: it is only made where it is missing, and its partitions are theirs to choose. */
    @Bean
    static KafkaAdmin.NewTopics userEventTopics(UserEventProperties properties) {
        NewTopic theirs = TopicBuilder.name(properties.topic()).build();
        NewTopic poison = TopicBuilder.name(Topics.poison(properties.topic()))
                .partitions(1)
                .build();
        return new KafkaAdmin.NewTopics(theirs, poison);
    }
}

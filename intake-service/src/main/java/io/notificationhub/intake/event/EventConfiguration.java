package io.notificationhub.intake.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.accept.AcceptNotification;
import io.notificationhub.intake.periodic.Periodic;
import io.notificationhub.messaging.Inbox;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "hub.events.enabled", matchIfMissing = true)
class EventConfiguration {

    @Bean
    EventRoutes eventRoutes(EventProperties properties) {
        return new EventRoutes(properties.routes());
    }

    @Bean
    ProcessedEvents processedEvents(DatabaseClient database) {
        return new ProcessedEvents(database);
    }

    @Bean
    Periodic forgetProcessedEvents(ProcessedEvents processed, EventProperties properties, Clock clock) {
        return new Periodic(
                "processed events",
                properties.forgetEvery(),
                () -> processed.forgetBefore(clock.instant().minus(properties.retention())));
    }

    @Bean
    DomainEventListener domainEventListener(
            Inbox inbox,
            EventRoutes routes,
            AcceptNotification accept,
            ProcessedEvents processed,
            EventProperties properties,
            Clock clock,
            RandomGenerator random,
            MeterRegistry metrics) {
        return new DomainEventListener(
                inbox,
                new EventReader(routes, properties.eventType()),
                new NotifyOfEvent(accept, processed, clock),
                new Traceparents(random),
                properties.concurrency(),
                metrics);
    }

    /**
     * The broker's own defaults, no partition count: where a topic exists already it belongs to another system, and partitions added to it would
     * break that system's order.
     */
    @Bean
    KafkaAdmin.NewTopics eventTopics(EventRoutes routes) {
        return new KafkaAdmin.NewTopics(routes.topics().stream()
                .flatMap(topic -> Stream.of(
                        TopicBuilder.name(topic).build(),
                        TopicBuilder.name(Topics.poison(topic)).build()))
                .toArray(NewTopic[]::new));
    }
}

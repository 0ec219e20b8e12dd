package io.notificationhub.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Ids;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.kafka.support.ProducerListener;

/** The shared Kafka edge, on top of Boot's own Kafka configuration. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties({InboxProperties.class, TopicProperties.class})
public class MessagingAutoConfiguration {

    /** Boot's own would write keys and payloads, and so addresses, into the log of every failed send of its template. */
    @Bean
    ProducerListener<Object, Object> discreetProducerListener() {
        LoggingProducerListener<Object, Object> listener = new LoggingProducerListener<>();
        listener.setIncludeContents(false);
        return listener;
    }

    @Bean
    KafkaSends kafkaSends(ProducerFactory<String, String> producers) {
        return new KafkaSends(producers);
    }

    @Bean
    PoisonRecords poisonRecords(KafkaSends kafka, MeterRegistry metrics) {
        return new PoisonRecords(kafka, metrics);
    }

    @Bean
    Inbox inbox(PoisonRecords poison, InboxProperties properties, MeterRegistry metrics) {
        return new Inbox(poison, new Outages(), properties, metrics);
    }

    /** A batch that completes doesn't wake its consumer, which would be up to 100 ms late for the next one. */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> promptContainers(
            InboxProperties properties) {
        return container -> container.getContainerProperties().setPollTimeoutWhilePaused(properties.nextBatchWithin());
    }

    @Bean
    HubTopics hubTopics(TopicProperties properties) {
        return new HubTopics(properties);
    }

    @Bean
    TopicDeclaration topicDeclaration(KafkaAdmin kafka, ObjectProvider<KafkaAdmin.NewTopics> topics) {
        return new TopicDeclaration(kafka, topics);
    }

    @Bean
    EventPublisher eventPublisher(
            KafkaSends kafka, @Value("${spring.application.name}") String source, Ids ids, Clock clock) {
        return new EventPublisher(kafka, source, ids, clock);
    }
}

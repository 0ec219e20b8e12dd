package io.notificationhub.relay;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RelayConfiguration {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    @Bean(destroyMethod = "dispose")
    Scheduler sending(RelayProperties properties) {
        return Schedulers.newBoundedElastic(properties.sources().size(), 100, "kafka-send", 60, true);
    }

    @Bean
    Admin topicAdmin(KafkaAdmin kafka) {
        return Admin.create(kafka.getConfigurationProperties());
    }

    @Bean
    KafkaSink kafkaSink(ProducerFactory<String, String> producers, Admin admin, Clock clock, Scheduler sending) {
        return new KafkaSink(producers, new KnownTopics(admin, ANSWER_WITHIN, clock), sending);
    }

    @Bean
    Relay relay(RelayProperties properties, KafkaSink kafka, Clock clock, MeterRegistry registry) {
        RelayMetrics metrics = new RelayMetrics(
                registry,
                properties.sources().stream()
                        .map(RelayProperties.Source::schema)
                        .toList());
        return new Relay(
                properties.sources().stream()
                        .map(source -> new SchemaRelay(
                                source, properties, new DatabaseLine(properties.database()), kafka, clock, metrics))
                        .toList(),
                properties.longestTurn());
    }
}

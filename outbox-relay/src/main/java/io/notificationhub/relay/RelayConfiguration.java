package io.notificationhub.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    @Bean
    PostgresqlConnectionFactory relayConnections(RelayProperties properties) {
        RelayProperties.Database database = properties.database();
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.username())
                .password(database.password())
                .applicationName("outbox-relay")
                .connectTimeout(Duration.ofSeconds(2))
                .statementTimeout(Duration.ofSeconds(10))
                .tcpKeepAlive(true)
                .options(Map.of(
                        // A delete that is lost is a row that is sent again, which its consumer recognises.
                        "synchronous_commit", "off",
                        // A plan made while the table was empty must not be kept.
                        "plan_cache_mode", "force_custom_plan"))
                .build());
    }

    @Bean
    Relay relay(
            RelayProperties properties,
            PostgresqlConnectionFactory connections,
            KafkaTemplate<String, String> kafka,
            Clock clock,
            MeterRegistry registry) {
        RelayMetrics metrics = new RelayMetrics(registry);
        return new Relay(properties.sources().stream()
                .map(source -> new SchemaRelay(
                        source,
                        properties,
                        connections,
                        new KafkaSink(kafka, Schedulers.newSingle("send-" + source.schema(), true)),
                        clock,
                        metrics))
                .toList());
    }
}

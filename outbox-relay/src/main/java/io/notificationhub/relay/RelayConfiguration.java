package io.notificationhub.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RelayConfiguration {
    private static final Duration TOPIC_PATIENCE = Duration.ofSeconds(2);

    @Bean
    PostgresqlConnectionFactory relayConnections(RelayProperties properties) {
        RelayProperties.Database database = properties.database();
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.username())
                .password(database.password())
                .sslMode(database.sslMode())
                .applicationName("outbox-relay")
                .connectTimeout(Duration.ofSeconds(2))
                .statementTimeout(Duration.ofSeconds(10))
                .tcpKeepAlive(true)
                .forceBinary(true)
                .options(SESSION)
                .build());
    }

    private static final Map<String, String> SESSION = Map.of(
            // A delete that is lost is a row that is sent again, which its consumer recognises.
            "synchronous_commit", "off",
            // There is one right plan, along the index of due rows, whether the table was empty or full when statistics were taken.
            "plan_cache_mode", "force_generic_plan",
            "enable_seqscan", "off",
            "enable_bitmapscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            // The shards of a relay whose machine vanished are free within seconds.
            "tcp_keepalives_idle", "2",
            "tcp_keepalives_interval", "1",
            "tcp_keepalives_count", "2",
            "tcp_user_timeout", "4000");

    @Bean(destroyMethod = "dispose")
    Scheduler sending(RelayProperties properties) {
        return Schedulers.newBoundedElastic(properties.sources().size(), 100, "kafka-send", 60, true);
    }

    @Bean
    Admin topicAdmin(KafkaAdmin kafka) {
        return Admin.create(kafka.getConfigurationProperties());
    }

    @Bean
    KafkaSink kafkaSink(ProducerFactory<String, String> producers, Admin admin, Scheduler sending) {
        return new KafkaSink(producers, new KnownTopics(admin, TOPIC_PATIENCE), sending);
    }

    @Bean
    Relay relay(
            RelayProperties properties,
            PostgresqlConnectionFactory connections,
            KafkaSink kafka,
            Clock clock,
            MeterRegistry registry) {
        RelayMetrics metrics = new RelayMetrics(registry);
        return new Relay(
                properties.sources().stream()
                        .map(source -> new SchemaRelay(source, properties, connections, kafka, clock, metrics))
                        .toList(),
                properties.longestTurn());
    }
}

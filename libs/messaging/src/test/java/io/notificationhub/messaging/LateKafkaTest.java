package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaAdmin;

class LateKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LATE = "late.topic";

    private final SharedInfrastructure servers = SharedInfrastructure.get();

    @Configuration
    @Import(MessagingTest.Basics.class)
    static class Service {
        @Bean
        KafkaAdmin.NewTopics lateTopics(HubTopics topics) {
            return topics.of(LATE);
        }
    }

    @AfterEach
    void close() {
        servers.kafka().start();
    }

    @Test
    void aServiceThatStartsBeforeKafkaCreatesItsTopicsOnceKafkaIsThere() {
        servers.kafka().kill();
        try (ConfigurableApplicationContext service = start("spring.kafka.admin.operation-timeout=1s")) {
            assertThat(service.isRunning()).isTrue();

            servers.kafka().start();

            await().atMost(PATIENCE).until(() -> topics().containsAll(Set.of(LATE, LATE + ".dlq")));
        }
    }

    private ConfigurableApplicationContext start(String property) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run("--" + property, "--spring.kafka.bootstrap-servers=" + servers.kafkaBootstrapServers());
    }

    private static Set<String> topics() throws ExecutionException, InterruptedException {
        return MessagingTest.admin().listTopics().names().get();
    }
}

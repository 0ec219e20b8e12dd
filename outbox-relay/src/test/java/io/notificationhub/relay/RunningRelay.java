package io.notificationhub.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application, as many of it as a test wants. Closing it is the graceful stop. */
final class RunningRelay implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RunningRelay(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A relay of intake's outbox alone. */
    static RunningRelay ofIntake(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("hub.relay.sources[0].schema=intake");
        all.add("hub.relay.sources[0].service=intake-service");
        all.add("hub.relay.sources[0].idle-poll=20ms");
        return start(Clock.systemUTC(), all.toArray(String[]::new));
    }

    static RunningRelay start(Clock clock, String... properties) {
        SharedInfrastructure shared = SharedInfrastructure.get();
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "spring.autoconfigure.exclude", "io.notificationhub.outbox.OutboxAutoConfiguration",
                "spring.kafka.bootstrap-servers", shared.kafkaBootstrapServers(),
                "hub.relay.database.port", Integer.toString(shared.postgresPort())));
        for (String property : properties) {
            int equals = property.indexOf('=');
            all.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return new RunningRelay(new SpringApplicationBuilder(OutboxRelayApplication.class)
                .registerShutdownHook(false)
                .initializers(started -> started.getBeanFactory().registerSingleton("clock", clock))
                .run(all.entrySet().stream().map(each -> "--" + each).toArray(String[]::new)));
    }

    double gauge(String name, String schema) {
        return registry().get(name).tag("schema", schema).gauge().value();
    }

    /** What a counter stands at; 0 if nothing was counted yet. */
    double counter(String name, String schema) {
        return registry().find(name).tag("schema", schema).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private MeterRegistry registry() {
        return context.getBean(MeterRegistry.class);
    }

    @Override
    public void close() {
        context.close();
    }
}

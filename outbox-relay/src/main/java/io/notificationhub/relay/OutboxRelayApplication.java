package io.notificationhub.relay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The outbox relay. Any number of replicas may run at once. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class OutboxRelayApplication {
    public static void main(String[] args) {
        SpringApplication.run(OutboxRelayApplication.class, args);
    }
}

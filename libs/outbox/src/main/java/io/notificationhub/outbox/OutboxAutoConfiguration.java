package io.notificationhub.outbox;

import io.notificationhub.contracts.Ids;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** Gives a service with a database its outbox. The table comes by Flyway from {@code classpath:db/outbox}. */
@AutoConfiguration
@AutoConfigureAfter(name = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration")
public class OutboxAutoConfiguration {

    @Bean
    Outbox outbox(DatabaseClient database, Ids ids, Clock clock) {
        return new Outbox(database, ids, clock);
    }
}

package io.notificationhub.intake.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.intake.profile.Profiles;
import io.notificationhub.intake.template.Composer;
import io.notificationhub.outbox.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class FallbackConfiguration {

    @Bean
    Fallbacks fallbacks(
            FallbackPolicy policy,
            DatabaseClient database,
            Profiles profiles,
            Composer composer,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        return new Fallbacks(policy, new FallbackTable(database), profiles, composer, outbox, clock, metrics);
    }
}

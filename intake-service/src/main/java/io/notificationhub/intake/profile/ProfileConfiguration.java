package io.notificationhub.intake.profile;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.HubTopics;
import io.notificationhub.messaging.Inbox;
import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.WebProperties;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    ProfileCopies profileCopies(DatabaseClient database) {
        return new ProfileCopies(database);
    }

    @Bean
    Profiles profiles(
            ProfileCopies copies,
            WebClient.Builder http,
            ProfileProperties properties,
            WebProperties web,
            MeterRegistry metrics) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "preference-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .build());
        WebClient preferenceService = http.baseUrl(properties.owner().toString())
                .defaultHeader(HubHeaders.INNER_SECRET, web.innerSecret())
                .build();
        ProfileOwner owner = new ProfileOwner(preferenceService, properties.timeout(), breaker);
        return new Profiles(copies, owner, metrics);
    }

    @Bean
    ProfileListener profileListener(Inbox inbox, ProfileCopies copies, RecipientErasure erasure, Clock clock) {
        return new ProfileListener(inbox, copies, erasure, clock);
    }

    @Bean
    KafkaAdmin.NewTopics profileTopics(HubTopics topics) {
        return topics.compacted(Topics.PROFILE_CHANGED);
    }
}

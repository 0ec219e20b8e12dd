package io.notificationhub.intake.story;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    Stories stories(DatabaseClient database, ReactiveStringRedisTemplate redis, Clock clock, MeterRegistry metrics) {
        return new Stories(database, new LiveClaims(redis, clock, metrics));
    }
}

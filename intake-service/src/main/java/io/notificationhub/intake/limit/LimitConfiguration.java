package io.notificationhub.intake.limit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    RecipientLimits recipientLimits(
            ReactiveStringRedisTemplate redis, LimitProperties properties, MeterRegistry metrics) {
        return new RecipientLimits(redis, properties, metrics);
    }
}

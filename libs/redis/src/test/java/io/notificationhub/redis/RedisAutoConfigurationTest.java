package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.resource.ClientResources;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RedisAutoConfigurationTest {
    @Test
    void commandsMakeNoSpansWhereCallsDo() {
        new ApplicationContextRunner()
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withConfiguration(AutoConfigurations.of(
                        RedisAutoConfiguration.class,
                        DataRedisAutoConfiguration.class,
                        LettuceObservationAutoConfiguration.class))
                .run(context -> assertThat(
                                context.getBean(ClientResources.class).tracing().isEnabled())
                        .isFalse());
    }
}

package io.notificationhub.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Commands fail at once while Redis is disconnected, and after {@code spring.data.redis.timeout} otherwise. Lettuce would queue them without
 * limit and wait for a minute.
 */
@AutoConfiguration(before = DataRedisAutoConfiguration.class)
public class RedisAutoConfiguration {

    @Bean
    LettuceClientOptionsBuilderCustomizer failFast() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled())
                .requestQueueSize(20_000)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(java.time.Duration.ofMillis(200))
                        .keepAlive(true)
                        .build());
    }
}

package io.notificationhub.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.tracing.Tracing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Commands fail at once while Redis is disconnected, also when it has never been connected yet, and after {@code spring.data.redis.timeout} otherwise. Lettuce would queue them without
 * limit and wait for a minute. A Redis that is back is found within a second, however long it was away; Lettuce would take up to half a
 * minute.
 */
@AutoConfiguration(before = DataRedisAutoConfiguration.class, after = LettuceObservationAutoConfiguration.class)
public class RedisAutoConfiguration {
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(10);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);
    private static final int MOST_IN_ONE_WRITE = 256;

    @Bean
    LettuceClientOptionsBuilderCustomizer failFast(DataRedisProperties properties) {
        SocketOptions.Builder socket = SocketOptions.builder().keepAlive(true);
        if (properties.getConnectTimeout() != null) {
            socket.connectTimeout(properties.getConnectTimeout());
        }
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled())
                .requestQueueSize(20_000)
                .socketOptions(socket.build());
    }

    @Bean
    RedisPatience redisPatience() {
        return new RedisPatience();
    }

    /** Boot makes its templates of the primary one. */
    @Bean
    @Primary
    BackgroundConnection backgroundConnection(LettuceConnectionFactory lettuce) {
        return new BackgroundConnection(lettuce);
    }

    /**
     * Commands of the same moment go to Redis in one write; each would cost both sides a system call and Redis a turn of its loop. And a connection that
     * breaks is said to be broken in words that Spring knows.
     */
    @Bean
    ClientResourcesBuilderCustomizer connections() {
        return resources -> resources.nettyCustomizer(new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                channel.pipeline()
                        .addFirst(new FlushConsolidationHandler(MOST_IN_ONE_WRITE, true), new BrokenConnection());
            }
        });
    }

    /**
     * Lettuce ends the oldest command with whatever Netty says. Of an {@link IOException} Spring makes no {@code DataAccessException}, so it would not be
     * taken for an outage.
     */
    private static final class BrokenConnection extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.fireExceptionCaught(
                    cause instanceof IOException ? new RedisConnectionException("The connection broke", cause) : cause);
        }
    }

    /** A span for each command costs more than the command's own bytes; what a call waited for is in its own timer. */
    @Bean
    ClientResourcesBuilderCustomizer noSpans() {
        return resources -> resources.tracing(Tracing.disabled());
    }

    @Bean
    ClientResourcesBuilderCustomizer promptReconnect() {
        return resources ->
                resources.reconnectDelay(Delay.fullJitter(FIRST_RECONNECT, LAST_RECONNECT, 10, TimeUnit.MILLISECONDS));
    }
}

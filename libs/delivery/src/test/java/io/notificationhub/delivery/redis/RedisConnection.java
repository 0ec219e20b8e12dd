package io.notificationhub.delivery.redis;

import static org.awaitility.Awaitility.await;

import io.notificationhub.redis.RedisAutoConfiguration;
import io.notificationhub.testkit.SharedInfrastructure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** The test's connection to the real Redis, made as a worker makes it. */
final class RedisConnection implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    RedisConnection() {
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                context,
                "spring.data.redis.host=127.0.0.1",
                "spring.data.redis.port=" + SharedInfrastructure.get().redisPort(),
                "spring.data.redis.timeout=200ms");
        context.register(
                RedisAutoConfiguration.class,
                DataRedisAutoConfiguration.class,
                DataRedisReactiveAutoConfiguration.class);
        context.refresh();
    }

    ReactiveStringRedisTemplate redis() {
        return context.getBean(ReactiveStringRedisTemplate.class);
    }

    /** Stops Redis while something is tried. */
    void without(Runnable attempt) {
        SharedInfrastructure.get().redis().stop();
        try {
            attempt.run();
        } finally {
            SharedInfrastructure.get().redis().start();
            await().ignoreExceptions()
                    .until(() -> redis().opsForValue()
                            .set("reconnected", "yes")
                            .blockOptional()
                            .orElse(false));
        }
    }

    /** Redis answers nobody for a while. */
    void pause(Duration time) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), SharedInfrastructure.get().redisPort())) {
            socket.getOutputStream()
                    .write(("CLIENT PAUSE " + time.toMillis() + " ALL\r\n").getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != '+') {
                throw new IOException("Redis does not pause");
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.data.redis.port=${test.redis-port}")
class SharedSessionsTest extends GatewayTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("test.redis-port", () -> SharedInfrastructure.get().redisPort());
    }

    @Test
    void whoSignsOutAtOneGatewayIsSignedOutAtAll(
            @Autowired OperatorProperties properties,
            @Autowired ReactiveStringRedisTemplate redis,
            @Autowired MeterRegistry metrics,
            @Autowired SessionSeal seal,
            @Autowired Operators operators)
            throws Exception {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> redis.hasKey("any").blockOptional().isPresent());
        String session =
                seal.begin(Objects.requireNonNull(operators.prove(TOKEN).block()));
        String request = "GET /api/v1/admin/dlq HTTP/1.1";
        String cookie = "Cookie: hub_operator=" + session;
        assertThat(raw().request(request, cookie).status()).isEqualTo(200);

        new EndedSessions(properties, redis, metrics).add(session).block(SOON);

        assertThat(raw().request(request, cookie).isProblem("UNAUTHORIZED_ADMIN"))
                .isTrue();
    }

    @Test
    void theCookieIsForHttpsAloneWhereTheBrowserCameByIt() throws Exception {
        assertThat(signIn("X-Any: x")).contains("SameSite=Strict").doesNotContain("Secure");
        assertThat(signIn("X-Forwarded-Proto: https")).contains("Secure");
    }

    private String signIn(String header) throws Exception {
        String body = "token=" + TOKEN;
        return raw().send("POST /console/session HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + header
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .text();
    }
}

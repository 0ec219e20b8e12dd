package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small service with the hub's edge, over a real socket. */
@SpringBootTest(classes = EdgeTest.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class EdgeTest {
    static final Instant NOW = Instant.parse("2026-05-04T09:30:51.004Z");
    static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final Set<String> MEMBERS =
            Set.of("type", "title", "status", "detail", "instance", "code", "timestamp", "traceId", "errors");

    @Configuration
    @EnableAutoConfiguration
    @Import(ThingController.class)
    static class Application {
        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        ProblemTranslator translator() {
            return error -> error instanceof ThingController.OutOfStock
                    ? ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "Out of stock")
                    : null;
        }
    }

    @Autowired
    MeterRegistry metrics;

    @LocalServerPort
    int port;

    WebTestClient web;

    @BeforeEach
    void client() {
        web = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    WebTestClient.ResponseSpec post(String path, String json) {
        return web.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .header("traceparent", TRACEPARENT)
                .bodyValue(json.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    /** Asserts that the answer is a whole problem document of this code and returns it. */
    static JsonNode problem(WebTestClient.ResponseSpec answer, ErrorCode code, @Nullable String path) {
        if (code.status() == HttpStatus.UNAUTHORIZED) {
            answer.expectHeader().exists("WWW-Authenticate"); // RFC 9110, 15.5.2
        }
        byte[] body = answer.expectStatus()
                .isEqualTo(code.status())
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .returnResult()
                .getResponseBody();
        JsonNode problem = JsonMapper.shared().readTree(Objects.requireNonNull(body));
        assertThat(problem.get("code").asString()).isEqualTo(code.name());
        assertThat(problem.get("status").asInt()).isEqualTo(code.status().value());
        assertThat(problem.get("title").asString()).isEqualTo(code.title());
        assertThat(problem.get("type").asString()).startsWith("urn:notification-hub:problem:");
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("timestamp").asString()).isEqualTo(NOW.toString());
        if (path != null) {
            assertThat(problem.get("instance").asString()).isEqualTo(path);
        }
        assertThat(new String(body, StandardCharsets.UTF_8))
                .as("nothing of how the service is made")
                .doesNotContain("Exception", "tools.jackson", "org.springframework", "io.notificationhub", "\tat ");
        assertThat(MEMBERS).as("no other member").containsAll(problem.propertyNames());
        return problem;
    }
}

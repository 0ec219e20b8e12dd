package io.notificationhub.preference;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.testkit.DocumentedAnswers;
import io.notificationhub.testkit.SharedInfrastructure;
import io.notificationhub.web.HubHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service as it runs, on real PostgreSQL and Kafka. Recipients of one test have names of their own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "hub.topics.partitions=3",
            "spring.r2dbc.pool.max-acquire-time=30s",
            "hub.preference.user-events.topic=" + ServiceTest.USER_EVENTS
        })
abstract class ServiceTest {
    static final String USER_EVENTS = "user.events";

    @Autowired
    DatabaseClient database;

    @Autowired
    KafkaTemplate<String, String> kafka;

    @LocalServerPort
    int port;

    WebTestClient web;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        SharedInfrastructure.register(registry, "preference");
    }

    @BeforeEach
    void client() {
        web = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .filter(new DocumentedAnswers("preference-service"))
                .defaultHeader(HubHeaders.PRODUCER, "shop")
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    /** A body as it goes over the wire, with single quotes for double ones. */
    static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    WebTestClient.ResponseSpec put(String path, Object body) {
        return web.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    WebTestClient.ResponseSpec get(String path) {
        return web.get().uri(path).exchange();
    }

    WebTestClient.ResponseSpec delete(String path) {
        return web.delete().uri(path).exchange();
    }

    WebTestClient.ResponseSpec register(String recipientId, String token) {
        return web.post()
                .uri("/api/v1/devices")
                .bodyValue(Map.of("recipientId", recipientId, "platform", "ANDROID", "token", token))
                .exchange();
    }

    /** What the service has told of the recipient so far, oldest first. */
    List<ProfileChanged> published(String recipientId) {
        return Objects.requireNonNull(database.sql(
                        "SELECT payload FROM outbox WHERE key = :key ORDER BY available_at, id")
                .bind("key", recipientId)
                .map(row -> EventJson.read(Objects.requireNonNull(row.get(0, String.class)), ProfileChanged.class))
                .all()
                .collectList()
                .block());
    }

    ProfileChanged lastPublished(String recipientId) {
        return published(recipientId).getLast();
    }

    /** How many rows of any kind are there. */
    long stored() {
        return Objects.requireNonNull(database.sql("""
                        SELECT (SELECT count(*) FROM recipient) + (SELECT count(*) FROM device) + (SELECT count(*) FROM kind_choice)
                            + (SELECT count(*) FROM suppression) + (SELECT count(*) FROM outbox)""")
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    static String token(String seed) {
        return (seed + "-").repeat(32);
    }
}

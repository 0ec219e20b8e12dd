package io.notificationhub.template;

import static java.util.Objects.requireNonNull;

import io.notificationhub.testkit.DocumentedAnswers;
import io.notificationhub.testkit.SharedInfrastructure;
import io.notificationhub.web.HubHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service as it runs, on real PostgreSQL and Kafka. Each test uses keys of its own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
abstract class TemplateServiceTest {
    static final String TEMPLATES = "/api/v1/templates";

    @LocalServerPort
    private int port;

    @Autowired
    DatabaseClient database;

    @Autowired
    ShippedTemplates shipped;

    final String key = "test." + UUID.randomUUID();
    private WebTestClient client = WebTestClient.bindToServer().build();

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        SharedInfrastructure.register(registry, "template");
    }

    @BeforeEach
    void connect() {
        client = WebTestClient.bindToServer()
                .baseUrl(baseUrl())
                .filter(new DocumentedAnswers("template-service"))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    WebTestClient anonymous() {
        return client;
    }

    WebTestClient operator() {
        return client.mutate().defaultHeader(HubHeaders.OPERATOR, "kim").build();
    }

    WebTestClient producer() {
        return client.mutate().defaultHeader(HubHeaders.PRODUCER, "shop").build();
    }

    /** A valid e-mail template of this test's key, changed by {@code changes}; a null there takes a field out. */
    Map<String, Object> template(@Nullable Object... changes) {
        Map<String, Object> template = new HashMap<>(Map.of(
                "key", key,
                "locale", "ko-kr",
                "channelType", "EMAIL",
                "titleTemplate", "안녕하세요 {name}님",
                "bodyTemplate", "주문 {orderId}이 접수되었습니다."));
        for (int i = 0; i < changes.length; i += 2) {
            String field = String.valueOf(changes[i]);
            Object value = changes[i + 1];
            if (value == null) {
                template.remove(field);
            } else {
                template.put(field, value);
            }
        }
        return template;
    }

    WebTestClient.ResponseSpec post(String path, Object body) {
        return operator()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    WebTestClient.ResponseSpec put(String id, Object body) {
        return operator()
                .put()
                .uri(TEMPLATES + "/{id}", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    /** The new template's id. */
    String created(Map<String, Object> template) {
        return String.valueOf(
                json(post(TEMPLATES, template).expectStatus().isCreated()).get("id"));
    }

    static Map<?, ?> json(WebTestClient.ResponseSpec answer) {
        return requireNonNull(answer.expectBody(Map.class).returnResult().getResponseBody());
    }

    /** Waits for what the start adds on its own. */
    void awaitShippedTemplates() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("SELECT count(*) FROM template_revision WHERE created_by = 'system'")
                        == shipped.read().size());
    }

    long count(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    /** The first column of every row. */
    List<String> texts(String sql) {
        return requireNonNull(database.sql(sql)
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .block());
    }
}

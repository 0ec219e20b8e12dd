package io.notificationhub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.testkit.DocumentedApi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests made of the document's examples: one that is as the schema allows, some at the edge of a limit, and many that each break the schema in one
 * place. A service must take the former, whatever it then says about them, and refuse the latter with {@code INVALID_REQUEST}.
 */
public final class DocumentedRequests {
    private static final Map<String, String> CALLERS = Map.of(
            "apiKey",
            "X-Hub-Producer",
            "adminToken",
            "X-Hub-Operator",
            "hubSignature",
            "X-Hub-Vendor",
            "nhnSignature",
            "X-Hub-Vendor");

    private final WebTestClient client;

    private DocumentedRequests(WebTestClient client) {
        this.client = client;
    }

    /** A test for each request to an operation with a JSON body. */
    public static Stream<DynamicTest> to(String service, WebTestClient client) {
        DocumentedRequests requests = new DocumentedRequests(client);
        return DocumentedApi.operations(service).stream()
                .filter(operation -> operation.node().at("/requestBody/content").has(MediaType.APPLICATION_JSON_VALUE))
                .flatMap(requests::of);
    }

    private Stream<DynamicTest> of(Operation operation) {
        JsonNode content = operation.node().at("/requestBody/content").get(MediaType.APPLICATION_JSON_VALUE);
        ObjectNode example = (ObjectNode) content.get("example");
        List<DynamicTest> tests = new ArrayList<>();
        new Bodies(content.get("schema"), example)
                .forEach(body -> tests.add(test(operation, body.about(), body.json(), body.valid())));
        return tests.stream();
    }

    private DynamicTest test(Operation operation, String about, JsonNode body, boolean valid) {
        return DynamicTest.dynamicTest(operation.name() + ": " + about, () -> {
            EntityExchangeResult<byte[]> answer = send(operation, body);
            byte[] content = answer.getResponseBody();
            String text = content == null ? "" : new String(content, StandardCharsets.UTF_8);
            String said = answer.getStatus() + " " + text;
            if (valid) {
                assertThat(answer.getStatus().value())
                        .as(said)
                        .isNotEqualTo(400)
                        .isLessThan(500);
            } else {
                assertThat(answer.getStatus().value()).as(said).isEqualTo(400);
                assertThat(text).contains("\"code\":\"INVALID_REQUEST\"");
            }
        });
    }

    private EntityExchangeResult<byte[]> send(Operation operation, JsonNode body) {
        Map<String, Object> variables = new HashMap<>();
        Map<String, String> headers = new HashMap<>();
        String scheme = operation
                .node()
                .get("security")
                .get(0)
                .propertyNames()
                .iterator()
                .next();
        headers.put(CALLERS.getOrDefault(scheme, "X-Nobody"), "documented");
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.get("name").asString();
            if (parameter.get("in").asString().equals("path")) {
                variables.put(name, parameter.get("example").asString());
            } else if (parameter.get("in").asString().equals("header")) {
                headers.put(name, "documented-" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
            }
        }
        return client.method(HttpMethod.valueOf(operation.method()))
                .uri(operation.path(), variables)
                .headers(all -> headers.forEach(all::set))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JsonMapper.shared().writeValueAsBytes(body))
                .exchange()
                .expectBody()
                .returnResult();
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.web.CommonError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks the document that the gateway serves and calls everything in it. */
class ApiDocumentTest extends GatewayTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    @TestFactory
    List<DynamicTest> everyOperationLeadsToItsServiceAndOnlyForWhomItSays() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode document = document();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> tests.add(DynamicTest.dynamicTest(
                                operation.getKey() + " " + path.getKey(),
                                () -> call(
                                        path.getValue().get("x-service").asString(),
                                        operation.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        operation.getValue())))));
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    private void call(String service, String method, String path, JsonNode operation) throws Exception {
        forget();
        String line = method + " " + filled(path, operation) + " HTTP/1.1";
        boolean open = operation.get("security").isEmpty();
        RawHttp.Reply stranger = raw().request(line, "Content-Length: 0");
        if (open) {
            return;
        }
        assertThat(stranger.status()).as(stranger.text()).isEqualTo(401);
        assertThat(stranger.text()).containsPattern("(?i)www-authenticate: [A-Za-z]+ realm=");
        assertThat(codes(operation, "401")).anyMatch(code -> stranger.isProblem(code));

        String scheme =
                operation.get("security").get(0).propertyNames().iterator().next();
        if (scheme.equals("apiKey") || scheme.equals("adminToken")) {
            String credential = scheme.equals("apiKey") ? "X-Api-Key: " + KEY : "X-Admin-Token: " + TOKEN;
            RawHttp.Reply reply = raw().request(line, credential, "Content-Length: 0");
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(service(service).only().method()).isEqualTo(method);
        }
    }

    private static String filled(String path, JsonNode operation) {
        String filled = path;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("in").asString().equals("path")) {
                filled = filled.replace(
                        "{" + parameter.get("name").asString() + "}",
                        parameter.get("example").asString());
            }
        }
        return filled;
    }

    private List<String> codes(JsonNode operation, String status) throws IOException {
        String reference = operation.get("responses").get(status).get("$ref").asString();
        List<String> codes = new ArrayList<>();
        document().at(reference.substring(1)).get("x-codes").forEach(code -> codes.add(code.asString()));
        return codes;
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryErrorOfTheDoorIsDocumented() throws Exception {
        JsonNode document = document();
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asString().substring(1)).isMissingNode())
                    .as(reference.asString())
                    .isFalse();
        }
        Set<String> documented = new TreeSet<>();
        document.findValues("x-codes").forEach(codes -> codes.forEach(code -> documented.add(code.asString())));
        assertThat(documented)
                .contains(
                        CommonError.UNAUTHORIZED.name(),
                        CommonError.UNAUTHORIZED_ADMIN.name(),
                        CommonError.TEMPORARILY_UNAVAILABLE.name(),
                        CommonError.FORBIDDEN.name(),
                        GatewayError.INVALID_SIGNATURE.name(),
                        GatewayError.RATE_LIMIT_EXCEEDED.name());
    }

    @Test
    void swaggerLeadsToThePage() throws Exception {
        RawHttp.Reply reply = raw().request("GET /swagger HTTP/1.1");

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.text()).containsIgnoringCase("location: /swagger-ui.html\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger-ui.html",
                "/swagger-ui/swagger-ui.css",
                "/swagger-ui/swagger-ui-bundle.js",
                "/swagger-ui/start.js"
            })
    void thePageIsMadeOfOurOwnFilesOnly(String path) throws Exception {
        RawHttp.Reply reply = raw().request("GET " + path + " HTTP/1.1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).containsOnlyOnce("Content-Security-Policy: default-src 'none'; script-src 'self'");
        if (path.endsWith(".html")) {
            assertThat(reply.text()).doesNotContain("http://", "https://", "<script>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui/", "/swagger-ui/package.json", "/swagger-ui/x.js", "/swagger-ui"})
    void nothingElseOfTheWebJarIsServed(String path) throws Exception {
        assertThat(raw().request("GET " + path + " HTTP/1.1").isProblem("NOT_FOUND"))
                .isTrue();
    }

    private JsonNode document() throws IOException {
        String reply = raw().request("GET /v3/api-docs HTTP/1.0").text();
        return JsonMapper.shared()
                .readTree(new String(
                        reply.substring(reply.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8));
    }

    private static EchoService service(String name) {
        return switch (name) {
            case "intake-service" -> INTAKE;
            case "preference-service" -> PREFERENCE;
            case "template-service" -> TEMPLATE;
            case "dlq-admin-service" -> DLQ_ADMIN;
            default -> throw new IllegalArgumentException(name);
        };
    }
}

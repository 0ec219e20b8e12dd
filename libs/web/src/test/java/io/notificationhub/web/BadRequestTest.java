package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class BadRequestTest extends EdgeTest {
    private static final String THING = "/things/0198f3a2-6d10-7c4e-9b1f-2f8e6a7c5d01";

    @ParameterizedTest
    @CsvSource({
        THING + "?limit=ten, limit",
        THING + "?limit=, limit",
        THING + ", limit",
        THING + "?limit=101, limit",
        THING + "?limit=5&kind=URGENT, kind",
        "/things/17?limit=5, id",
        THING + "?limit=9999999999, limit",
    })
    void aBadParameterIsNamed(String uri, String parameter) {
        WebTestClient.ResponseSpec answer =
                web.get().uri(uri).header("X-Needed", "yes").exchange();

        JsonNode problem = problem(answer, CommonError.INVALID_REQUEST, null);
        assertThat(problem.at("/errors/0/field").asString("")).isEqualTo(parameter);
    }

    @Test
    void aMissingHeaderIsNamed() {
        JsonNode problem = problem(web.get().uri(THING + "?limit=5").exchange(), CommonError.INVALID_REQUEST, THING);

        assertThat(problem.at("/errors/0/field").asString("")).isEqualTo("X-Needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/", "/things/a/b", "/actuator/health", "/favicon.ico", "/index.html"})
    void anUnknownPathIsNotFound(String path) {
        problem(web.get().uri(path).exchange(), CommonError.NOT_FOUND, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void anotherMethodIsNotAllowed(String method) {
        WebTestClient.ResponseSpec answer =
                web.method(HttpMethod.valueOf(method)).uri("/things").exchange();

        // RFC 9110, 15.5.6
        answer.expectHeader().valueEquals("Allow", "POST");
        problem(answer, CommonError.METHOD_NOT_ALLOWED, "/things");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/octet-stream",
                "application/x-ndjson",
                "application/problem+json"
            })
    void anotherMediaTypeIsNotSupported(String type) {
        problem(
                web.post()
                        .uri("/things")
                        .header(HttpHeaders.CONTENT_TYPE, type)
                        .bodyValue("name=a".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .exchange(),
                CommonError.UNSUPPORTED_MEDIA_TYPE,
                "/things");
    }

    /** RFC 9110, 15.5.16 */
    @Test
    void aBodyThatIsEncodedIsNotSupported() {
        WebTestClient.ResponseSpec answer = web.post()
                .uri("/things")
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                .bodyValue(new byte[] {0x1f, (byte) 0x8b, 8})
                .exchange();

        answer.expectHeader().valueEquals("Accept-Encoding", "identity");
        problem(answer, CommonError.UNSUPPORTED_MEDIA_TYPE, "/things");
    }

    /** Spring's client refuses to send such a header. */
    @ParameterizedTest
    @CsvSource({"Content-Type, nonsense, UNSUPPORTED_MEDIA_TYPE", "Accept, nonsense, NOT_ACCEPTABLE"})
    void aMediaTypeThatIsNoneIsRefused(String header, String value, CommonError code)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/things/batch"))
                .POST(HttpRequest.BodyPublishers.ofString("1"))
                .setHeader("Content-Type", "application/json")
                .setHeader(header, value);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(code.status().value());
            assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml"})
    void anAnswerThatTheClientDoesNotTakeIsNotAcceptable(String type) {
        problem(
                web.post()
                        .uri("/things/batch")
                        .header(HttpHeaders.CONTENT_TYPE, "application/json")
                        .header(HttpHeaders.ACCEPT, type)
                        .bodyValue("1".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .exchange(),
                CommonError.NOT_ACCEPTABLE,
                "/things/batch");
    }

    @Test
    void headersOfTheGatewayTellTheCaller() {
        web.get()
                .uri("/callers/producer")
                .header(HubHeaders.PRODUCER, "shop")
                .header(HubHeaders.SCOPES, "read:any send")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .value(producer -> assertThat(producer.get("id")).isEqualTo("shop"));
        problem(web.get().uri("/callers/producer").exchange(), CommonError.UNAUTHORIZED, "/callers/producer");
        problem(web.get().uri("/callers/operator").exchange(), CommonError.UNAUTHORIZED_ADMIN, "/callers/operator");
    }

    @Test
    void aProblemSaysOfItsTraceWhatTheRequestSaid() {
        assertThat(problem(post("/things", "{"), CommonError.INVALID_REQUEST, "/things")
                        .get("traceId")
                        .asString())
                .isEqualTo(TRACE_ID);
        List.of("", "00-x", TRACEPARENT.replace("00-", "ff-"), TRACEPARENT.replace('4', 'X'), TRACEPARENT + "-more")
                .forEach(traceparent -> assertThat(problem(
                                        web.get()
                                                .uri("/nothing")
                                                .header("traceparent", traceparent)
                                                .exchange(),
                                        CommonError.NOT_FOUND,
                                        "/nothing")
                                .has("traceId"))
                        .as(traceparent)
                        .isFalse());
    }
}

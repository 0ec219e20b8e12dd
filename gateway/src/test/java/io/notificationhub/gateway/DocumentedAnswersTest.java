package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.testkit.DocumentedAnswers;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** That the comparison of answers with the document, on which the services' tests rely, does notice. */
class DocumentedAnswersTest {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String NOT_FOUND =
            "{\"type\":\"urn:x\",\"title\":\"t\",\"status\":404,\"detail\":\"d\",\"instance\":\"/\",\"timestamp\":\"2026-05-04T09:30:51Z\",\"code\":\"%s\"}";

    private final DocumentedAnswers answers = new DocumentedAnswers("preference-service");

    @Test
    void anAnswerAsDocumentedPassesUnchanged() {
        String body =
                "{\"items\":[{\"id\":\"01981d3c-7b2a-7c3e-9a41-3f2b8c1d4e5f\",\"recipientId\":\"u\",\"platform\":\"IOS\",\"active\":true}]}";

        assertThat(through("/api/v1/users/u/devices", 200, JSON, body)).isEqualTo(body);
        assertThat(through("/api/v1/users/u/devices", 404, PROBLEM, NOT_FOUND.formatted("RECIPIENT_NOT_FOUND")))
                .contains("RECIPIENT_NOT_FOUND");
        assertThat(through("/internal/profiles/u", 418, "text/plain", "whatever"))
                .isEqualTo("whatever");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json | {\"items\":[],\"more\":1}",
                "200 | application/json | {}",
                "200 | application/json | {\"items\":7}",
                "200 | application/json | {\"items\":[{\"id\":\"x\",\"recipientId\":\"u\",\"platform\":\"IOS\",\"active\":true}]}",
                "200 | application/json | {\"items\":[{\"recipientId\":\"u\",\"platform\":\"IOS\",\"active\":true}]}",
                "200 | application/json | ''",
                "200 | text/plain | {\"items\":[]}",
                "202 | application/json | {\"items\":[]}",
                "404 | application/problem+json | {\"code\":\"RECIPIENT_NOT_FOUND\"}",
            })
    void anyOtherAnswerFailsTheTestThatGetsIt(int status, String type, String body) {
        assertThatThrownBy(() -> through("/api/v1/users/u/devices", status, type, body))
                .hasMessageContaining("openapi.json: GET /api/v1/users/{}/devices → " + status);
    }

    @Test
    void soDoesACodeThatIsNotDocumentedThere() {
        assertThatThrownBy(
                        () -> through("/api/v1/users/u/devices", 404, PROBLEM, NOT_FOUND.formatted("DEVICE_NOT_FOUND")))
                .hasMessageContaining("DEVICE_NOT_FOUND");
    }

    private String through(String path, int status, String type, String body) {
        ClientRequest request = ClientRequest.create(HttpMethod.GET, URI.create("http://h" + path))
                .build();
        ClientResponse.Builder answer =
                ClientResponse.create(HttpStatusCode.valueOf(status)).header("Content-Type", type);
        return answers.filter(
                        request,
                        any -> Mono.just(
                                body.isEmpty()
                                        ? answer.build()
                                        : answer.body(body).build()))
                .flatMap(passed -> passed.bodyToMono(String.class))
                .blockOptional()
                .orElse("");
    }
}

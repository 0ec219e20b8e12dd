package io.notificationhub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsIT {
    private static final Map<String, String> NOTIFICATION =
            Map.of("recipientId", "nobody", "kind", "SERVICE", "title", "t", "body", "b");

    private final Producer producer = new Producer(RunningHub.get(), "local-producer");

    @Test
    void aRequestWithoutAKeyIsToldToBringOne() {
        problem(producer.post("/api/v1/notifications", NOTIFICATION), 400, "IDEMPOTENCY_KEY_REQUIRED");
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        Producer.Answer answer = producer.notify("refusals-1", Map.of("recipientId", "nobody", "kind", "LOUD"));

        problem(answer, 400, "INVALID_REQUEST");
    }

    @Test
    void anUnknownPathIsAProblemDocument() {
        problem(producer.get("/api/v1/nothing-here"), 404, "NOT_FOUND");
    }

    @Test
    void theActuatorIsNotReachableFromOutside() {
        problem(producer.get("/actuator/health"), 404, "NOT_FOUND");
    }

    @Test
    void aWrongApiKeyIsUnauthorized() {
        Producer stranger = new Producer(RunningHub.get(), "wrong");

        problem(stranger.notify("refusals-2", NOTIFICATION), 401, "UNAUTHORIZED");
    }

    @Test
    void anUnknownRecipientIsNotFound() {
        problem(producer.notify("refusals-3", NOTIFICATION), 404, "RECIPIENT_NOT_FOUND");
    }

    @Test
    void aServiceThatIsCalledWithoutTheGatewayRefuses() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int service : List.of(8081, 8082, 8083, 8089)) {
                URI address = URI.create("http://127.0.0.1:" + RunningHub.get().port(service) + "/api/v1/users/u");
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(address)
                                .header("X-Hub-Producer", "local-producer")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

                assertThat(answer.statusCode()).as("port %d", service).isEqualTo(401);
                assertThat(answer.body()).contains("\"code\":\"UNAUTHORIZED\"");
            }
        }
    }

    private static void problem(Producer.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.text("timestamp")).isNotEmpty();
        assertThat(answer.text("traceId")).isNotEmpty();
    }
}

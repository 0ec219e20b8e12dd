package io.notificationhub.e2e;

import io.notificationhub.testkit.HubStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that uses the hub over HTTP. */
final class Producer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HubStack hub;
    private final String apiKey;

    Producer(HubStack hub, String apiKey) {
        this.hub = hub;
        this.apiKey = apiKey;
    }

    record Answer(int status, String contentType, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Answer notify(String key, Map<String, ?> notification) {
        return send(
                request("/api/v1/notifications").header("Idempotency-Key", key).POST(body(notification)));
    }

    Answer post(String path, Map<String, ?> content) {
        return send(request(path).POST(body(content)));
    }

    Answer put(String path, Map<String, ?> content) {
        return send(request(path).PUT(body(content)));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** What the vendors got for the attempt. */
    JsonNode vendorMessages(String attemptId) {
        return send(HttpRequest.newBuilder(URI.create(hub.simulator() + "/_sim/messages?attemptId=" + attemptId))
                        .GET())
                .body();
    }

    /** Lets a vendor misbehave, or stops that if {@code fault} is empty. */
    void fault(String vendor, Map<String, ?> fault) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.simulator() + "/_sim/faults/" + vendor))
                .header("Content-Type", "application/json");
        Answer answer = send(fault.isEmpty() ? request.DELETE() : request.PUT(body(fault)));
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer.toString());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.gateway() + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Api-Key", apiKey)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(Map<String, ?> content) {
        return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(content));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(response.body().isBlank() ? "null" : response.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.build().toString(), e);
        }
    }
}

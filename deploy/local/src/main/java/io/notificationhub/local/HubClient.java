package io.notificationhub.local;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the running stack as a producer and an operator would, and tells the vendors' simulator what to do. */
final class HubClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;
    private final String simulator;

    HubClient(Ports ports) {
        this.gateway = ports.url("gateway");
        this.simulator = ports.url("simulator");
    }

    /** An HTTP status and a body, which is JSON or missing. */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status / 100 == 2;
        }
    }

    Answer put(String path, Object body) throws InterruptedException {
        return send(request(path).PUT(json(body)));
    }

    Answer post(String path, Object body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = request(path).POST(json(body));
        headers.forEach(request::header);
        return send(request);
    }

    Answer get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    /** As an operator. */
    Answer look(String path) throws InterruptedException {
        return send(asOperator(path).GET());
    }

    /** As an operator. */
    Answer decide(String path, Object body) throws InterruptedException {
        return send(asOperator(path).POST(json(body)));
    }

    /** From now on the simulated vendor fails so. */
    Answer breakVendor(String vendor, Object fault) throws InterruptedException {
        return send(faults(vendor).header("Content-Type", "application/json").PUT(json(fault)));
    }

    Answer healVendor(String vendor) throws InterruptedException {
        return send(faults(vendor).DELETE());
    }

    /** What the vendors got for an attempt, newest first. */
    JsonNode vendorMessages(String attemptId) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(simulator + "/_sim/messages?limit=10&attemptId=" + attemptId))
                        .timeout(LIMIT)
                        .GET())
                .body();
    }

    private HttpRequest.Builder faults(String vendor) {
        return HttpRequest.newBuilder(URI.create(simulator + "/_sim/faults/" + vendor))
                .timeout(LIMIT);
    }

    private HttpRequest.Builder asOperator(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(LIMIT)
                .header("X-Admin-Token", "local-admin")
                .header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(LIMIT)
                .header("X-Api-Key", "local-producer")
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private Answer send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String body = response.body().isBlank() ? "null" : response.body();
            return new Answer(response.statusCode(), JSON.readTree(body));
        } catch (ConnectException e) {
            throw new StartFailure(
                    "Nothing answers at " + request.uri().getAuthority() + "; start the stack with ./hub run.", e);
        } catch (IOException | JacksonException e) {
            throw new StartFailure(
                    request.method() + " " + request.uri() + " got no proper answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package io.notificationhub.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls one server with JSON. Safe for use by several threads. */
final class JsonHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final Duration limit;
    private final Map<String, String> headers;

    JsonHttp(String base, Duration limit, Map<String, String> headers) {
        this.base = base;
        this.limit = limit;
        this.headers = headers;
    }

    /** An answer; status 0 and no body if there was none. */
    record Answer(int status, JsonNode body, boolean retryAfter) {
        boolean ok() {
            return status / 100 == 2;
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Answer post(String path, String json, Map<String, String> more) {
        return send(request(path, more).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer put(String path, String json) {
        return send(request(path, Map.of()).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer get(String path) {
        return send(request(path, Map.of()).GET());
    }

    Answer delete(String path) {
        return send(request(path, Map.of()).DELETE());
    }

    private HttpRequest.Builder request(String path, Map<String, String> more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(limit)
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        more.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    JSON.readTree(response.body().isBlank() ? "null" : response.body()),
                    response.headers().firstValue("Retry-After").isPresent());
        } catch (IOException e) {
            return new Answer(0, JSON.nullNode(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, JSON.nullNode(), false);
        }
    }
}

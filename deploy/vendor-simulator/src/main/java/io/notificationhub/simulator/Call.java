package io.notificationhub.simulator;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An HTTP request, read completely. */
final class Call {
    private final String method;
    private final String path;
    private final String query;
    private final HttpHeaders headers;
    private final byte[] body;

    /** @param uri path and query as they stood in the request line */
    Call(String method, String uri, HttpHeaders headers, byte[] body) {
        int mark = uri.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? uri : uri.substring(0, mark);
        this.query = mark < 0 ? "" : uri.substring(mark + 1);
        this.headers = headers;
        this.body = body;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    String rawQuery() {
        return query;
    }

    HttpHeaders headers() {
        return headers;
    }

    String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    /** The body itself, not a copy: endpoints only read it. */
    byte[] body() {
        return body;
    }

    Map<String, List<String>> form() {
        return new QueryStringDecoder(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false)
                .parameters();
    }

    Map<String, List<String>> queryParameters() {
        return new QueryStringDecoder(query, StandardCharsets.UTF_8, false).parameters();
    }

    static String first(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }
}

package io.notificationhub.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a vendor sent. */
final class Callback {
    private final String path;
    private final @Nullable String query;
    private final HttpHeaders headers;
    private final byte[] body;

    Callback(String path, @Nullable String query, HttpHeaders headers, byte[] body) {
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** Raw, as it stood in the request. */
    String path() {
        return path;
    }

    /** Raw, null if there was none. */
    @Nullable
    String query() {
        return query;
    }

    @Nullable
    String header(String name) {
        return headers.getFirst(name);
    }

    /** The very bytes; nobody changes them. */
    byte[] body() {
        return body;
    }
}

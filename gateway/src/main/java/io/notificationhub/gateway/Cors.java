package io.notificationhub.gateway;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Lets pages of the configured origins call the API. They bring a key or token of their own: no cookie counts for them, so that nobody acts with
 * what a browser sends by itself. Who is not named gets no permission, which is all that a browser wants to know.
 */
@Component
final class Cors {
    private static final List<String> SENT = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            "Idempotency-Key",
            InnerHeaders.REQUEST_ID,
            InnerHeaders.TRACEPARENT,
            InnerHeaders.TRACESTATE,
            Operators.HEADER,
            Producers.HEADER);
    private static final List<String> SHOWN =
            List.of(HttpHeaders.ETAG, HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, InnerHeaders.REQUEST_ID);

    private final CorsProperties properties;

    Cors(CorsProperties properties) {
        this.properties = properties;
    }

    /** Whether a browser asks for one of the named origins if it may send a request. */
    boolean isQuestion(Endpoint endpoint, HttpMethod method, HttpHeaders asked) {
        return method.equals(HttpMethod.OPTIONS)
                && asked.containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                && allowed(endpoint, asked) != null;
    }

    /** Answers the question; what may be sent does not depend on what was asked. */
    Mono<Void> answer(Endpoint endpoint, ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.setAccessControlAllowMethods(new ArrayList<>(endpoint.methods()));
        headers.setAccessControlAllowHeaders(SENT);
        headers.setAccessControlMaxAge(properties.maxAge());
        response.setStatusCode(HttpStatus.NO_CONTENT);
        return response.setComplete();
    }

    /** Shows the answer, whatever it will be, to the page that asked, if it is of a named origin. */
    void show(Endpoint endpoint, HttpHeaders asked, HttpHeaders answer) {
        if (properties.allowedOrigins().isEmpty() || !endpoint.isForBrowsers()) {
            return;
        }
        answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = allowed(endpoint, asked);
        if (origin != null) {
            answer.setAccessControlAllowOrigin(origin);
            answer.setAccessControlExposeHeaders(SHOWN);
        }
    }

    private @Nullable String allowed(Endpoint endpoint, HttpHeaders asked) {
        String origin = asked.getFirst(HttpHeaders.ORIGIN);
        return origin != null
                        && endpoint.isForBrowsers()
                        && properties.allowedOrigins().contains(origin)
                ? origin
                : null;
    }
}

package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.ProblemException;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

/**
 * Makes the headers of a service's answer those of the gateway's: those that concern one connection and those that the gateway decides go, those that protect a browser come.
 * A 5xx that tells no problem of the hub's was written by no service of the hub but by something in its stead; the client is told to try again.
 */
final class AnswerHeaders implements HttpHeadersFilter {
    private static final String NO_SNIFF = "X-Content-Type-Options";
    private static final String FRAMES = "X-Frame-Options";
    private static final String REFERRER = "Referrer-Policy";

    /** A page says itself what it is made of. */
    private static final String POLICY = "Content-Security-Policy";

    private static final String RESOURCES = "Cross-Origin-Resource-Policy";
    /** Browsers heed it over TLS only. */
    private static final String TRANSPORT = "Strict-Transport-Security";

    private static final List<String> REPLACED = List.of(
            HttpHeaders.CONNECTION,
            "Keep-Alive",
            HttpHeaders.TRANSFER_ENCODING,
            HttpHeaders.TE,
            HttpHeaders.TRAILER,
            HttpHeaders.UPGRADE,
            HttpHeaders.PROXY_AUTHENTICATE,
            HttpHeaders.SERVER,
            NO_SNIFF,
            FRAMES,
            REFERRER,
            RESOURCES,
            TRANSPORT,
            InnerHeaders.REQUEST_ID,
            HubHeaders.PROBLEM,
            HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
            HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS,
            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
            HttpHeaders.ACCESS_CONTROL_MAX_AGE);

    private final UpstreamProperties properties;

    AnswerHeaders(UpstreamProperties properties) {
        this.properties = properties;
    }

    /** Sets what every answer has, whoever writes it. */
    static void protect(HttpHeaders answer, String requestId) {
        answer.set(InnerHeaders.REQUEST_ID, requestId);
        answer.set(NO_SNIFF, "nosniff");
        answer.set(FRAMES, "DENY");
        answer.set(REFERRER, "no-referrer");
        answer.set(POLICY, "default-src 'none'; frame-ancestors 'none'");
        answer.set(RESOURCES, "same-origin");
        answer.set(TRANSPORT, "max-age=31536000");
    }

    /** Changes the headers themselves: the routing filter made them for this answer alone. */
    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status != null && status.is5xxServerError() && !tellsProblem(headers)) {
            throw ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "The service is not available")
                    .retryAfter(properties.retryAfter());
        }
        headers.getConnection().forEach(headers::remove);
        if (headers.containsHeader(POLICY)) {
            exchange.getResponse().getHeaders().remove(POLICY);
        }
        REPLACED.forEach(headers::remove);
        // The service's own list would take the place of the gateway's.
        List<String> vary = exchange.getResponse().getHeaders().getVary();
        if (!vary.isEmpty() && headers.containsHeader(HttpHeaders.VARY)) {
            headers.addAll(HttpHeaders.VARY, vary);
        }
        if (!headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return headers;
    }

    private static boolean tellsProblem(HttpHeaders headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return headers.containsHeader(HubHeaders.PROBLEM)
                || (type != null && type.startsWith("application/problem+json"));
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}

package io.notificationhub.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A request at the door, with the credentials it brought.
 *
 * @param clientIp where it comes from, as far as that is known
 */
record Visit(Endpoint endpoint, ServerHttpRequest request, String clientIp) {
    private static final String BEARER = "Bearer ";

    HttpHeaders headers() {
        return request.getHeaders();
    }

    String path() {
        return request.getPath().value();
    }

    /** Whether it asks for nothing but to be told something. */
    boolean isRead() {
        return request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    }

    /** The token of {@code Authorization: Bearer}, null if there is none. */
    @Nullable
    String bearer() {
        String authorization = headers().getFirst(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    @Nullable
    String cookie(String name) {
        HttpCookie cookie = request.getCookies().getFirst(name);
        return cookie == null ? null : cookie.getValue();
    }
}

package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** The cookie that keeps an operator of the console signed in: a session that {@link SessionSeal} began, for the browser alone to keep. */
@Component
final class ConsoleCookie {
    static final String NAME = "hub_operator";
    private static final String CSRF = "X-Console";
    private static final String HTMX = "HX-Request";

    private final Duration session;
    private final boolean secure;

    ConsoleCookie(OperatorProperties properties, WebhookProperties addresses) {
        this.session = properties.session();
        this.secure = "https".equals(addresses.publicUrl().getScheme());
    }

    /** The cookie's value, null if the request has none. */
    @Nullable
    String in(Visit visit) {
        return visit.cookie(NAME);
    }

    ResponseCookie signIn(Visit visit, String value) {
        return cookie(visit, value, session);
    }

    ResponseCookie signOut(Visit visit) {
        return cookie(visit, "", Duration.ZERO);
    }

    private ResponseCookie cookie(Visit visit, String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(secure || cameByHttps(visit.request()))
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build();
    }

    /** A proxy that ends TLS says so. Anybody else who does gets a cookie that no browser sends in the clear. */
    private static boolean cameByHttps(ServerHttpRequest request) {
        return "https".equals(request.getURI().getScheme())
                || "https".equalsIgnoreCase(request.getHeaders().getFirst("X-Forwarded-Proto"));
    }

    /**
     * Refuses what another site made the operator's browser send: a change needs a header that no foreign page can set.
     *
     * @throws ProblemException 403
     */
    void refuseForgery(Visit visit) {
        HttpHeaders headers = visit.headers();
        boolean bySelf = "1".equals(headers.getFirst(CSRF)) || "true".equals(headers.getFirst(HTMX));
        if (!visit.isRead() && (!bySelf || isForeign(headers))) {
            throw ProblemException.of(
                    CommonError.FORBIDDEN, "A change by the console needs the header " + CSRF + ": 1");
        }
    }

    /** What the browser itself says about where a request comes from. */
    boolean isForeign(HttpHeaders headers) {
        String site = headers.getFirst("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }
}

package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that keeps an operator of the console signed in: the operator's token, for the browser alone to keep, and until when. The token is
 * looked at each time, so one that was withdrawn ends its sessions too.
 */
@Component
final class ConsoleCookie {
    static final String NAME = "hub_operator";
    private static final String CSRF = "X-Console";
    private static final String HTMX = "HX-Request";
    private static final int LONGEST = 4096;

    private final Duration session;
    private final boolean secure;
    private final Clock clock;

    ConsoleCookie(OperatorProperties properties, WebhookProperties addresses, Clock clock) {
        this.session = properties.session();
        this.secure = "https".equals(addresses.publicUrl().getScheme());
        this.clock = clock;
    }

    /** The cookie's value, null if the request has none. */
    @Nullable
    String in(Visit visit) {
        return visit.cookie(NAME);
    }

    /** The token in a cookie, null if there is none or its time is past. */
    @Nullable
    String token(String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 1 || cookie.length() > LONGEST) {
            return null;
        }
        try {
            Instant until = Instant.ofEpochSecond(Long.parseLong(cookie.substring(0, dot)));
            byte[] token = Base64.getUrlDecoder().decode(cookie.substring(dot + 1));
            return clock.instant().isBefore(until) ? new String(token, StandardCharsets.UTF_8) : null;
        } catch (RuntimeException notOurs) {
            return null;
        }
    }

    ResponseCookie signIn(String token) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return cookie(clock.instant().plus(session).getEpochSecond() + "." + text, session);
    }

    ResponseCookie signOut() {
        return cookie("", Duration.ZERO);
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build();
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

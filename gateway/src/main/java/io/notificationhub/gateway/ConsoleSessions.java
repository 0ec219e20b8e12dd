package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs operators in to the console and out. The token comes as the field {@code token} of a form or of a JSON object. A form is led to the
 * console afterwards, htmx too, anything else gets a 204.
 */
@Component
final class ConsoleSessions {
    private static final int MOST_BYTES = 16 * 1024;
    private static final String CONSOLE = "/console/";
    private static final String FIELD = "token";

    private final Operators operators;
    private final OperatorLimits limits;
    private final ConsoleCookie cookies;
    private final SessionSeal seal;
    private final EndedSessions ended;
    private final JsonMapper json;

    ConsoleSessions(
            Operators operators,
            OperatorLimits limits,
            ConsoleCookie cookies,
            SessionSeal seal,
            EndedSessions ended,
            JsonMapper json) {
        this.operators = operators;
        this.limits = limits;
        this.cookies = cookies;
        this.seal = seal;
        this.ended = ended;
        this.json = json;
    }

    Mono<Void> answer(Visit visit, ServerWebExchange exchange) {
        if (cookies.isForeign(visit.headers())) {
            return Mono.error(ProblemException.of(CommonError.FORBIDDEN, "Another site can't sign anybody in or out"));
        }
        ServerHttpResponse response = exchange.getResponse();
        if (visit.request().getMethod().equals(HttpMethod.DELETE)) {
            response.addCookie(cookies.signOut(visit));
            return signOut(cookies.in(visit)).then(Mono.defer(() -> done(visit, response, false)));
        }
        String type = visit.headers().getFirst(HttpHeaders.CONTENT_TYPE);
        boolean form = type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
        return limits.count(visit)
                .then(DataBufferUtils.join(visit.request().getBody(), MOST_BYTES)
                        .map(ConsoleSessions::text)
                        .defaultIfEmpty(""))
                .mapNotNull(body -> form ? fromForm(body) : fromJson(body))
                .flatMap(operators::prove)
                .switchIfEmpty(Mono.error(() ->
                        ProblemException.of(CommonError.UNAUTHORIZED_ADMIN, CommonError.UNAUTHORIZED_ADMIN.title())))
                .flatMap(proven -> {
                    response.addCookie(cookies.signIn(visit, seal.begin(proven)));
                    return done(visit, response, form);
                });
    }

    /** Of what is no session nothing is kept: anybody may send it. */
    private Mono<Void> signOut(@Nullable String session) {
        return session == null || seal.operator(session) == null ? Mono.empty() : ended.add(session);
    }

    private static Mono<Void> done(Visit visit, ServerHttpResponse response, boolean form) {
        boolean htmx = visit.headers().containsHeader("HX-Request");
        response.setStatusCode(form && !htmx ? HttpStatus.SEE_OTHER : HttpStatus.NO_CONTENT);
        response.getHeaders().setCacheControl("no-store");
        if (htmx) {
            response.getHeaders().set("HX-Redirect", CONSOLE);
        } else if (form) {
            response.getHeaders().setLocation(URI.create(CONSOLE));
        }
        return response.setComplete();
    }

    private static String text(DataBuffer buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    private @Nullable String fromJson(String body) {
        try {
            JsonNode token = json.readTree(body).path(FIELD);
            return token.isString() ? token.stringValue() : null;
        } catch (JacksonException notJson) {
            throw ProblemException.of(CommonError.INVALID_REQUEST, "The body is not valid JSON");
        }
    }

    private static @Nullable String fromForm(String body) {
        for (String pair : body.split("&", 32)) {
            if (pair.startsWith(FIELD + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(FIELD.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException notEncoded) {
                    throw ProblemException.of(CommonError.INVALID_REQUEST, "The form can't be read");
                }
            }
        }
        return null;
    }
}

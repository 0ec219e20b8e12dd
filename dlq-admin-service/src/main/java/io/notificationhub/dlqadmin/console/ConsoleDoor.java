package io.notificationhub.dlqadmin.console;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.HubHeaders;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Shows everybody whom the gateway named no operator for nothing but the sign-in page, and tells browsers to run and load nothing that does
 * not come from here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 21)
final class ConsoleDoor implements WebFilter {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final PathPattern CONSOLE = pattern("/console/**");
    private static final PathPattern ASSETS = pattern("/console/assets/**");
    /** Parts of pages, which a script asks for: a whole page in their place would be of no use. */
    private static final PathPattern PARTS = pattern("/console/{language}/part/**");

    private final Pages pages;

    ConsoleDoor(Pages pages) {
        this.pages = pages;
    }

    private static PathPattern pattern(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!matches(CONSOLE, request)) {
            return chain.filter(exchange);
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        String operator = request.getHeaders().getFirst(HubHeaders.OPERATOR);
        if (matches(ASSETS, request) || (operator != null && !operator.isBlank())) {
            return chain.filter(exchange);
        }
        headers.setCacheControl("no-store");
        boolean page = request.getMethod().equals(HttpMethod.GET) && !matches(PARTS, request);
        return page ? signIn(exchange) : backToSignIn(exchange);
    }

    private static boolean matches(PathPattern pattern, ServerHttpRequest request) {
        return pattern.matches(request.getPath().pathWithinApplication());
    }

    private Mono<Void> signIn(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            ServerHttpRequest request = exchange.getRequest();
            Model model = new Model().with("ended", request.getQueryParams().containsKey("ended") ? "ended" : null);
            byte[] html = pages.render("sign-in", request, model).getBytes(StandardCharsets.UTF_8);
            ServerHttpResponse response = exchange.getResponse();
            response.getHeaders().setContentType(MediaType.valueOf("text/html;charset=UTF-8"));
            return response.writeWith(Mono.just(response.bufferFactory().wrap(html)));
        });
    }

    private static Mono<Void> backToSignIn(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.UNAUTHORIZED);
        String language = Language.of(exchange.getRequest()).code();
        response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, CommonError.UNAUTHORIZED_ADMIN.challenge());
        response.getHeaders().set("HX-Redirect", "/console/" + language + "/?ended");
        return response.setComplete();
    }
}

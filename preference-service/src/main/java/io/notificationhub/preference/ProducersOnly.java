package io.notificationhub.preference;

import io.notificationhub.web.Caller;
import io.notificationhub.web.ProblemException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Lets in only what the gateway vouches for, before anything of the request is looked at. What is open stands in a list, so a new endpoint
 * is closed unless somebody opens it. (The management port runs the same filters.)
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class ProducersOnly implements WebFilter {
    private static final List<PathPattern> OPEN = List.of(
            open("/internal/**"),
            open("/v3/api-docs/**"),
            open("/actuator/**"),
            // Proved by the token in the path.
            open("/api/v1/unsubscribe/*"));

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        if (OPEN.stream().noneMatch(pattern -> pattern.matches(path))) {
            try {
                Caller.producer(exchange.getRequest().getHeaders());
            } catch (ProblemException unauthorized) {
                return Mono.error(unauthorized);
            }
        }
        return chain.filter(exchange);
    }

    private static PathPattern open(String pattern) {
        return PathPatternParser.defaultInstance.parse(pattern);
    }
}

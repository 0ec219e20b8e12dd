package io.notificationhub.dlqadmin.request;

import io.notificationhub.web.Caller;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Nobody learns anything from the API, not even that a request is malformed, unless the gateway named an operator. (The management port, which
 * shares the filters, stays open for probes.)
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class OperatorsOnly implements WebFilter {
    /** Matched as controllers are matched, so that no spelling of a path reaches one past this filter. */
    private static final PathPattern API = PathPatternParser.defaultInstance.parse("/api/**");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            if (API.matches(exchange.getRequest().getPath().pathWithinApplication())) {
                Caller.operator(exchange.getRequest().getHeaders());
            }
            return chain.filter(exchange);
        });
    }
}

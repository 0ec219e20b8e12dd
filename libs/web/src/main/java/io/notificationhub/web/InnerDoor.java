package io.notificationhub.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses calls that bear no secret of the hub's own processes: nobody may skip the gateway by calling a service itself. A service without a
 * secret refuses everything. The management port, which has a context of its own, is none of its business, and what a service documents is
 * no secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class InnerDoor implements WebFilter {
    private static final Set<String> OPEN = Set.of("/v3/api-docs");

    private final List<byte[]> secrets;
    private final ApplicationContext service;

    InnerDoor(WebProperties properties, ApplicationContext service) {
        this.secrets = Stream.of(properties.innerSecret(), properties.previousInnerSecret())
                .filter(secret -> !secret.isBlank())
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.service = service;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (service.equals(exchange.getApplicationContext())
                && !proves(exchange.getRequest().getHeaders().getFirst(HubHeaders.INNER_SECRET))
                && !OPEN.contains(exchange.getRequest().getPath().value())) {
            return Mono.error(
                    ProblemException.of(CommonError.UNAUTHORIZED, "The call did not come through the gateway"));
        }
        return chain.filter(exchange);
    }

    /** Compares with all of them: how long it takes says nothing about which one matched. */
    private boolean proves(@Nullable String presented) {
        if (presented == null) {
            return false;
        }
        byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
        boolean proved = false;
        for (byte[] secret : secrets) {
            proved |= MessageDigest.isEqual(secret, bytes);
        }
        return proved;
    }
}

package io.notificationhub.gateway;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One route for each service. The {@link Door} knows already which one: there is nothing left to match. */
final class HubRoutes extends RoutePredicateHandlerMapping {
    private final Map<Upstream, Mono<Route>> routes = new EnumMap<>(Upstream.class);

    HubRoutes(FilteringWebHandler handler, Environment environment, UpstreamProperties properties) {
        super(handler, Flux::empty, new GlobalCorsProperties(), environment);
        setOrder(Ordered.HIGHEST_PRECEDENCE); // before any mapping that would have to look at the path
        for (Upstream upstream : Upstream.values()) {
            Route route = Route.async()
                    .id(upstream.label())
                    .uri(properties.of(upstream))
                    .predicate(exchange -> true)
                    .build();
            routes.put(upstream, Mono.just(route));
        }
    }

    @Override
    protected Mono<Route> lookupRoute(ServerWebExchange exchange) {
        Endpoint endpoint = exchange.getAttribute(Door.ENDPOINT);
        Upstream upstream = endpoint == null ? null : endpoint.upstream();
        Mono<Route> route = upstream == null ? null : routes.get(upstream);
        return route == null ? Mono.empty() : route;
    }
}

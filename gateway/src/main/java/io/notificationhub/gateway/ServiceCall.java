package io.notificationhub.gateway;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;

/** Calls a service with the patience that is meant for it, set once instead of for each request. */
final class ServiceCall extends NettyRoutingFilter {
    private final Map<Traffic, HttpClient> clients = new EnumMap<>(Traffic.class);

    ServiceCall(
            HttpClient client,
            ObjectProvider<List<HttpHeadersFilter>> answerHeaders,
            HttpClientProperties properties,
            UpstreamProperties upstreams) {
        super(client, answerHeaders, properties);
        for (Traffic traffic : Traffic.values()) {
            clients.put(
                    traffic, client.responseTimeout(upstreams.responseTimeouts().of(traffic)));
        }
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        Endpoint endpoint = exchange.getRequiredAttribute(Door.ENDPOINT);
        return Objects.requireNonNull(clients.get(endpoint.traffic()));
    }
}

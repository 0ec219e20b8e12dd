package io.notificationhub.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves {@code docs/api/openapi.json} at {@code /v3/api-docs}: the gateway all of it, a service the paths whose {@code x-service} it is. Read
 * when first asked for, so that it costs nothing at the start.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 7)
final class ApiDocs implements WebFilter {
    private static final String PATH = "/v3/api-docs";
    private static final String DOCUMENT = "hub/api/openapi.json";
    private static final String SERVICE = "x-service";

    private final Mono<byte[]> document;

    /** @param service whose paths to show, {@code gateway} for all */
    ApiDocs(String service, JsonMapper json) {
        this.document = Mono.fromCallable(() -> read(service, json))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
    }

    private static byte[] read(String service, JsonMapper json) {
        try (InputStream in = new ClassPathResource(DOCUMENT).getInputStream()) {
            ObjectNode all = (ObjectNode) json.readTree(in);
            if (!service.equals("gateway")) {
                ObjectNode paths = (ObjectNode) all.get("paths");
                List<String> others = new ArrayList<>();
                for (var path : paths.properties()) {
                    JsonNode owner = path.getValue().path(SERVICE);
                    if (!owner.isString() || !owner.stringValue().equals(service)) {
                        others.add(path.getKey());
                    }
                }
                paths.remove(others);
            }
            return json.writeValueAsBytes(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().equals(PATH)
                || !exchange.getRequest().getMethod().equals(HttpMethod.GET)) {
            return chain.filter(exchange);
        }
        ServerHttpResponse response = exchange.getResponse();
        return document.flatMap(bytes -> {
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            response.getHeaders().setContentLength(bytes.length);
            return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
        });
    }
}

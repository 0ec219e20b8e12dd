package io.notificationhub.gateway;

import io.notificationhub.contracts.Masked;
import io.notificationhub.web.HubHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object for each request, to the logger {@code access}: who asked for what, and how it went. No query, no body, no credential; of a
 * path only what can't be an address or a person's id is written out.
 */
@Component
final class AccessLog {
    private static final Logger log = LoggerFactory.getLogger("access");
    private static final Pattern PLAIN =
            Pattern.compile("[a-z][a-z0-9-]{0,23}|v[0-9]|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

    private final JsonMapper json;

    AccessLog(JsonMapper json) {
        this.json = json;
    }

    /** Writes down a request that ended. */
    void write(ServerWebExchange exchange, int status, Duration took) {
        if (!log.isInfoEnabled()) {
            return;
        }
        HttpHeaders inner = exchange.getRequest().getHeaders();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("method", method(exchange.getRequest().getMethod()));
        line.put("path", path(exchange.getRequest().getPath().value(), exchange.getAttribute(Door.ENDPOINT)));
        line.put("status", status);
        line.put("millis", took.toMillis());
        put(line, "ip", inner.getFirst(HubHeaders.CLIENT_IP));
        put(line, "producer", inner.getFirst(HubHeaders.PRODUCER));
        put(line, "operator", inner.getFirst(HubHeaders.OPERATOR));
        put(line, "vendor", inner.getFirst(HubHeaders.VENDOR));
        put(line, "requestId", inner.getFirst(InnerHeaders.REQUEST_ID));
        put(line, "traceparent", inner.getFirst(InnerHeaders.TRACEPARENT));
        log.info("{}", json.writeValueAsString(line));
    }

    /** One that HTTP doesn't know is whatever a stranger made up, too. */
    private static String method(HttpMethod method) {
        return METHODS.contains(method) ? method.name() : "OTHER";
    }

    /** A path that leads nowhere is whatever a stranger made up: none of it is written. */
    private static String path(String path, @Nullable Endpoint endpoint) {
        if (endpoint == null) {
            return "-";
        }
        String[] segments = path.substring(endpoint.prefix().length()).split("/", -1);
        return endpoint.prefix()
                + Arrays.stream(segments)
                        .map(segment ->
                                segment.isEmpty() || PLAIN.matcher(segment).matches()
                                        ? segment
                                        : Masked.address(segment))
                        .collect(Collectors.joining("/"));
    }

    private static void put(Map<String, Object> line, String name, @Nullable String value) {
        if (value != null) {
            line.put(name, value);
        }
    }
}

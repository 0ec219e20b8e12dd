package io.notificationhub.dlqadmin.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a form says. A field that was left blank says nothing. */
final class Input {
    private Input() {}

    static Map<String, String> query(ServerHttpRequest request) {
        return filled(request.getQueryParams());
    }

    static Mono<Map<String, String>> form(ServerWebExchange exchange) {
        return exchange.getFormData().map(Input::filled);
    }

    private static Map<String, String> filled(MultiValueMap<String, String> fields) {
        Map<String, String> filled = new LinkedHashMap<>();
        fields.forEach((name, values) -> {
            String value = values.isEmpty() ? null : values.getFirst();
            if (value != null && !value.isBlank()) {
                filled.put(name, value.strip());
            }
        });
        return filled;
    }

    /** The fields as hidden ones of another form. */
    static List<Map<String, Object>> hidden(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> Map.<String, Object>of("name", field.getKey(), "value", field.getValue()))
                .toList();
    }

    /** The fields without those of these names. */
    static Map<String, String> without(Map<String, String> fields, String... names) {
        Map<String, String> rest = new LinkedHashMap<>(fields);
        for (String name : names) {
            rest.remove(name);
        }
        return rest;
    }
}

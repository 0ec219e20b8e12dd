package io.notificationhub.dlqadmin.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** How far behind the outboxes are, as a relay's metrics tell: no other service may read them. */
@Component
class Outboxes {
    private static final Pattern GAUGE =
            Pattern.compile("(?m)^hub_outbox_(due|oldest_age|parked)(?:_seconds)?\\{([^}]*)} ([0-9.eE+-]+)$");
    private static final Pattern SCHEMA = Pattern.compile("schema=\"([^\"]+)\"");

    private final WebClient http;
    private final RelayProperties properties;

    Outboxes(WebClient.Builder http, RelayProperties properties) {
        this.http = http.build();
        this.properties = properties;
    }

    /** The outbox of one schema: rows that are due, how long the oldest of them has waited, and rows that Kafka refused. */
    record Backlog(String schema, long due, long oldestSeconds, long parked) {}

    /** By schema. Fails if no relay answers. */
    Mono<List<Backlog>> backlogs() {
        return http.get()
                .uri(properties.metrics())
                .retrieve()
                .bodyToMono(String.class)
                .timeout(properties.timeout())
                .map(Outboxes::read);
    }

    static List<Backlog> read(String metrics) {
        Map<String, Map<String, Long>> bySchema = new TreeMap<>();
        GAUGE.matcher(metrics)
                .results()
                .forEach(gauge -> SCHEMA.matcher(gauge.group(2))
                        .results()
                        .findFirst()
                        .map(schema -> schema.group(1))
                        .ifPresent(schema -> bySchema.computeIfAbsent(schema, ignored -> new TreeMap<>())
                                .put(gauge.group(1), value(gauge))));
        return bySchema.entrySet().stream()
                .map(each -> new Backlog(
                        each.getKey(),
                        each.getValue().getOrDefault("due", 0L),
                        each.getValue().getOrDefault("oldest_age", 0L),
                        each.getValue().getOrDefault("parked", 0L)))
                .toList();
    }

    private static long value(MatchResult gauge) {
        return (long) Double.parseDouble(gauge.group(3));
    }
}

package io.notificationhub.load;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the vendors have got, as the simulator counts it. */
final class Arrivals {
    private final HttpClient simulator;
    private final JsonMapper json = JsonMapper.builder().build();

    Arrivals(HttpClient simulator) {
        this.simulator = simulator;
    }

    /**
     * Messages over all vendors.
     *
     * @param distinct different attempts
     * @param duplicates accepted more than once
     */
    record Count(long distinct, long duplicates) {}

    Mono<Count> count() {
        return simulator
                .get()
                .uri("/_sim/stats")
                .responseContent()
                .aggregate()
                .asString()
                .map(this::parse);
    }

    private Count parse(String text) {
        long distinct = 0;
        long duplicates = 0;
        for (JsonNode vendor : json.readTree(text)) {
            distinct += vendor.path("distinctAttemptIds").asLong(0);
            duplicates += vendor.path("duplicates").asLong(0);
        }
        return new Count(distinct, duplicates);
    }
}

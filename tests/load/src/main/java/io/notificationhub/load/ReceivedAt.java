package io.notificationhub.load;

import java.time.Instant;
import java.util.Map;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the vendors got what, as the simulator noted it on this machine's clock. */
final class ReceivedAt {
    private static final String ALL = "/_sim/messages?limit=200000";

    private final HttpClient simulator;
    private final JsonMapper json = JsonMapper.builder().build();

    ReceivedAt(HttpClient simulator) {
        this.simulator = simulator;
    }

    Mono<Void> forget() {
        return simulator
                .delete()
                .uri("/_sim/messages")
                .responseSingle((response, body) -> body.then())
                .then();
    }

    /** Milliseconds from the answer to the vendor, of the messages whose title is a key; 0 where the vendor had it before the answer was read. */
    Mono<Histogram> since(Map<String, Long> answered) {
        return simulator.get().uri(ALL).responseContent().aggregate().asString().map(text -> {
            Histogram latency = new Histogram(3_600_000L, 3);
            for (JsonNode message : json.readTree(text)) {
                Long since = answered.get(message.path("title").asString(""));
                if (since != null) {
                    Instant at = Instant.parse(message.path("receivedAt").asString());
                    latency.recordValue(Math.max(0, at.toEpochMilli() - since));
                }
            }
            return latency;
        });
    }
}

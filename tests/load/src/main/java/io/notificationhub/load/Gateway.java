package io.notificationhub.load;

import java.time.Duration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** HTTP to the stack's gateway, over as many connections as the run has. */
final class Gateway {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private Gateway() {}

    /** As anybody. */
    static HttpClient of(LoadSettings settings) {
        ConnectionProvider connections = ConnectionProvider.builder("load")
                .maxConnections(settings.connections())
                .pendingAcquireMaxCount(-1)
                .build();
        return HttpClient.create(connections)
                .baseUrl(settings.gateway())
                .responseTimeout(LONGEST_ANSWER)
                .headers(headers -> headers.set("Content-Type", "application/json"));
    }

    /** As a producer. */
    static HttpClient ofProducer(LoadSettings settings) {
        return of(settings).headers(headers -> headers.set("X-Api-Key", "local-producer"));
    }
}

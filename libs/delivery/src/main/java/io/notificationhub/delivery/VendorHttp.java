package io.notificationhub.delivery;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Makes the HTTP client of a vendor adapter: pooled, HTTP/2 where the vendor's TLS offers it, and without hidden retries. */
public final class VendorHttp {
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);

    private VendorHttp() {}

    /**
     * A client for one vendor.
     *
     * @param connections most connections that are open at once; further calls wait up to {@code connectTimeout}
     * @param answerTimeout longest silence of a vendor that has the whole request: what went before doesn't count, and an answer that is there but not read
     *     yet, because this process is busy, isn't late
     */
    public static WebClient client(
            WebClient.Builder builder,
            String vendor,
            String baseUrl,
            int connections,
            Duration connectTimeout,
            Duration answerTimeout) {
        ConnectionProvider pool = ConnectionProvider.builder(vendor)
                .maxConnections(connections)
                .pendingAcquireMaxCount(connections * 4)
                .pendingAcquireTimeout(connectTimeout)
                .maxIdleTime(IDLE_CONNECTION)
                .lifo()
                .build();
        HttpClient http = HttpClient.create(pool)
                // Reactor Netty would repeat a POST on a connection reset: a double send.
                .disableRetry(true)
                .compress(false)
                .responseTimeout(answerTimeout)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()));
        if (baseUrl.startsWith("https:")) {
            http = http.protocol(HttpProtocol.H2, HttpProtocol.HTTP11).secure();
        }
        return builder.clone()
                .baseUrl(baseUrl)
                .filter(VendorTrace.header())
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
    }
}

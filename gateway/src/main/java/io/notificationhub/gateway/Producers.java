package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The producers that the configuration knows, by their API keys. */
@Component
final class Producers {
    static final String HEADER = "X-Api-Key";
    private static final int LONGEST = 256;

    private final List<Known> keys;
    private final MeterRegistry.Config time;

    Producers(ProducerProperties properties, MeterRegistry metrics) {
        this.time = metrics.config();
        this.keys = properties.keys().stream()
                .map(key -> new Known(
                        Digest.parse(key.keySha256()),
                        new Identity.Producer(key.id(), String.join(" ", key.scopes())),
                        new RateLimit(key.ratePerSecond(), time.clock().monotonicTime())))
                .toList();
    }

    /**
     * Whose API key the request bears; null if it bears none or an unknown one.
     *
     * @throws ProblemException 429 if the key is used too often
     */
    Identity.@Nullable Producer identify(HttpHeaders headers) {
        String presented = headers.getFirst(HEADER);
        if (presented == null || presented.length() > LONGEST) {
            return null;
        }
        Digest digest = Digest.of(presented);
        Known found = null;
        // Goes through all of them: how long it takes says nothing about which one matched.
        for (Known known : keys) {
            if (known.digest.sameAs(digest)) {
                found = known;
            }
        }
        if (found == null) {
            return null;
        }
        long wait = found.limit.take(time.clock().monotonicTime());
        if (wait > 0) {
            throw tooMany(Duration.ofNanos(wait));
        }
        return found.producer;
    }

    private static ProblemException tooMany(Duration wait) {
        return ProblemException.of(GatewayError.RATE_LIMIT_EXCEEDED, "This API key is used too often")
                .with("retryAfterMillis", Math.max(1, wait.toMillis()))
                .retryAfter(wait);
    }

    private record Known(Digest digest, Identity.Producer producer, RateLimit limit) {}
}

package io.notificationhub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Producers, by an API key that the configuration knows or by a token of the configured issuer. */
@Component
final class Producers {
    static final String HEADER = "X-Api-Key";
    private static final int LONGEST = 256;

    private final List<Known> keys;
    private final Tokens tokens;
    private final TokenIdentities identities;
    private final TokenProperties tokenProperties;
    private final Buckets buckets;
    private final MeterRegistry metrics;
    private final Cache<String, ProducerLimit> tokenLimits =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Producers(
            ProducerProperties properties,
            TokenProperties tokenProperties,
            Tokens tokens,
            TokenIdentities identities,
            Buckets buckets,
            MeterRegistry metrics) {
        this.keys = properties.keys().stream()
                .map(key -> new Known(
                        Digest.parse(key.keySha256()),
                        new Identity.Producer(key.id(), String.join(" ", key.scopes())),
                        new ProducerLimit("key:" + key.keySha256(), key.ratePerSecond(), buckets, metrics)))
                .toList();
        this.tokens = tokens;
        this.identities = identities;
        this.tokenProperties = tokenProperties;
        this.buckets = buckets;
        this.metrics = metrics;
    }

    /** Who this is; empty if the request proves nothing; 429 if its producer asks too often. */
    Mono<Identity> identify(Visit visit) {
        HttpHeaders headers = visit.headers();
        if (headers.containsHeader(HEADER)) {
            Known known = byKey(headers.getFirst(HEADER));
            return known == null ? Mono.empty() : limited(known.producer, known.limit);
        }
        String bearer = visit.bearer();
        return bearer == null
                ? Mono.empty()
                : tokens.verify(bearer)
                        .mapNotNull(identities::producer)
                        .flatMap(producer -> limited(producer, limitOf(producer.id())));
    }

    private @Nullable Known byKey(@Nullable String presented) {
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
        return found;
    }

    private ProducerLimit limitOf(String id) {
        return tokenLimits.get(
                id, name -> new ProducerLimit("token:" + name, tokenProperties.ratePerSecond(), buckets, metrics));
    }

    private static Mono<Identity> limited(Identity.Producer producer, ProducerLimit limit) {
        return limit.take().flatMap(wait -> wait.isZero() ? Mono.just(producer) : Mono.error(tooMany(wait)));
    }

    private static ProblemException tooMany(Duration wait) {
        return ProblemException.of(GatewayError.RATE_LIMIT_EXCEEDED, "This producer asks too often")
                .with("retryAfterMillis", Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait.toNanos())))
                .retryAfter(wait);
    }

    private record Known(Digest digest, Identity.Producer producer, ProducerLimit limit) {}
}

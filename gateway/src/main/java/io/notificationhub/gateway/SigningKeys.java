package io.notificationhub.gateway;

import com.nimbusds.jose.jwk.JWKSet;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The public keys of the tokens' issuer. Kept for a while; an issuer that is away changes nothing until then, and little afterwards. Requests
 * that need them at once share one fetch, and nobody can make the gateway fetch them all the time by making up key ids.
 */
@Component
final class SigningKeys {
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final TokenProperties properties;
    private final Outside outside;
    private final MeterRegistry metrics;
    private final AtomicReference<@Nullable Mono<JWKSet>> fetching = new AtomicReference<>();
    private volatile @Nullable Held held;
    private volatile long nextFetch;

    SigningKeys(TokenProperties properties, Outside outside, MeterRegistry metrics) {
        this.properties = properties;
        this.outside = outside;
        this.metrics = metrics;
        this.nextFetch = now();
    }

    /** The keys at hand, or else from the issuer; an error if there are none. */
    Mono<JWKSet> current() {
        return Mono.defer(() -> {
            Held known = held;
            if (known == null || !serves(known)) {
                return fetch();
            }
            if (now() - known.since > properties.keysKeptFor().toNanos() && mayFetch()) {
                fetch().subscribe(keys -> {}, error -> log.debug("The old keys go on serving: {}", error.toString()));
            }
            return Mono.just(known.keys);
        });
    }

    /** The issuer's keys after a token had a key that these don't hold: those it has now, or the same if it was asked just before. */
    Mono<JWKSet> newerThan(JWKSet keys) {
        return Mono.defer(() -> {
            Held known = held;
            if (known != null && !known.keys.equals(keys)) {
                return Mono.just(known.keys);
            }
            return mayFetch() ? fetch().onErrorReturn(keys) : Mono.just(keys);
        });
    }

    private boolean serves(Held keys) {
        return now() - keys.since <= properties.keysServeFor().toNanos();
    }

    private boolean mayFetch() {
        return now() - nextFetch >= 0;
    }

    private Mono<JWKSet> fetch() {
        Mono<JWKSet> running = fetching.get();
        if (running != null) {
            return running;
        }
        Held known = held;
        if ((known == null || !serves(known)) && !mayFetch()) {
            return Mono.error(new IllegalStateException("The issuer did not answer a moment ago"));
        }
        URI address = properties.jwksUri();
        if (address == null) {
            return Mono.error(new IllegalStateException("No tokens are configured"));
        }
        Mono<JWKSet> next = outside.get(address)
                .map(SigningKeys::parse)
                .doOnNext(this::keep)
                .doOnError(this::failed)
                // Before anybody hears of it: who asks afterwards must not be told of this fetch again.
                .doOnTerminate(() -> fetching.set(null))
                .cache();
        return fetching.compareAndSet(null, next) ? next : Mono.defer(this::fetch);
    }

    private static JWKSet parse(byte[] document) {
        try {
            return JWKSet.parse(new String(document, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("The issuer's keys can't be read", e);
        }
    }

    private void keep(JWKSet keys) {
        held = new Held(keys, now());
        nextFetch = now() + properties.keysAskedAtMostEvery().toNanos();
    }

    private void failed(Throwable error) {
        nextFetch = now() + AFTER_FAILURE.toNanos();
        metrics.counter("hub.gateway.keys.failures").increment();
        log.warn("The keys of the tokens' issuer can't be fetched: {}", error.toString());
    }

    private long now() {
        return metrics.config().clock().monotonicTime();
    }

    private record Held(JWKSet keys, long since) {}
}

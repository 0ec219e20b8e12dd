package io.notificationhub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Tokens that a cookie brought and that were right: no guesses, however often they come. Says nothing about whether they are right still. */
@Component
final class ProvenCookies {
    private static final long MOST = 10_000;

    private final Cache<Digest, Boolean> proven = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    boolean holds(String token) {
        return proven.getIfPresent(Digest.of(token)) != null;
    }

    void add(String token) {
        proven.put(Digest.of(token), true);
    }
}

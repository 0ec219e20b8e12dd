package io.notificationhub.intake.profile;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ProfileChanged;
import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** preference-service, asked for one profile. */
final class ProfileOwner {
    private final WebClient http;
    private final Duration timeout;
    private final CircuitBreaker breaker;

    ProfileOwner(WebClient http, Duration timeout, CircuitBreaker breaker) {
        this.http = http;
        this.timeout = timeout;
        this.breaker = breaker;
    }

    /** Empty for a recipient that the owner doesn't know, or whose id it refuses; an error if it can't be asked. */
    Mono<ProfileChanged> fetch(String recipientId) {
        return http.get()
                .uri("/internal/v1/profiles/{id}", recipientId)
                .exchangeToMono(response -> switch (response.statusCode().value()) {
                    case 200 ->
                        response.bodyToMono(String.class).map(json -> EventJson.read(json, ProfileChanged.class));
                    // 400: not even an id. It says nothing about the owner's health, and will be so for ever.
                    case 400, 404 -> response.releaseBody().then(Mono.<ProfileChanged>empty());
                    default -> response.createError();
                })
                .timeout(timeout)
                .transformDeferred(CircuitBreakerOperator.of(breaker));
    }
}

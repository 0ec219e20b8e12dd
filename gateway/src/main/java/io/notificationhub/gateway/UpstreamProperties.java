package io.notificationhub.gateway;

import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param connectTimeout how long a service may take to accept a connection
 * @param responseTimeout how long it may keep silent once it has the request; longer than {@code hub.web.request-timeout}, after which a
 *     service says so itself
 * @param responseTimeouts the same for one service alone
 * @param connectRetries further tries of a read that reached no service
 * @param breakerWindow of so many calls of a service
 * @param breakerMinimum and at least so many, a half must fail before it is left alone
 * @param breakerOpen how long it is then left alone before a few calls are let through to see
 * @param retryAfter what a client is told to wait while a service is down
 */
@Validated
@ConfigurationProperties("hub.gateway.upstreams")
record UpstreamProperties(
        @DefaultValue("http://127.0.0.1:8081") URI intake,
        @DefaultValue("http://127.0.0.1:8082") URI preference,
        @DefaultValue("http://127.0.0.1:8083") URI template,
        @DefaultValue("http://127.0.0.1:8089") URI dlqAdmin,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("22s") Duration responseTimeout,
        @DefaultValue Map<Upstream, Duration> responseTimeouts,
        @DefaultValue("2") int connectRetries,
        @DefaultValue("40") @Min(1) int breakerWindow,
        @DefaultValue("20") @Min(1) int breakerMinimum,
        @DefaultValue("2s") Duration breakerOpen,
        @DefaultValue("2s") Duration retryAfter) {

    Duration responseTimeoutOf(Upstream upstream) {
        return responseTimeouts.getOrDefault(upstream, responseTimeout);
    }

    URI of(Upstream upstream) {
        return switch (upstream) {
            case INTAKE -> intake;
            case PREFERENCE -> preference;
            case TEMPLATE -> template;
            case DLQ_ADMIN -> dlqAdmin;
        };
    }
}

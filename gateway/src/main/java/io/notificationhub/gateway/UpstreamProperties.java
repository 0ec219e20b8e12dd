package io.notificationhub.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param connectTimeout how long a service may take to accept a connection
 * @param responseTimeouts how long it may keep silent once it has the request
 * @param connectRetries further tries of a read that reached no service
 * @param breakerWindow of so many calls of a service for one kind of traffic
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
        @DefaultValue @Valid Timeouts responseTimeouts,
        @DefaultValue("2") int connectRetries,
        @DefaultValue("40") @Min(1) int breakerWindow,
        @DefaultValue("20") @Min(1) int breakerMinimum,
        @DefaultValue("2s") Duration breakerOpen,
        @DefaultValue("2s") Duration retryAfter) {

    URI of(Upstream upstream) {
        return switch (upstream) {
            case INTAKE -> intake;
            case PREFERENCE -> preference;
            case TEMPLATE -> template;
            case DLQ_ADMIN -> dlqAdmin;
        };
    }

    /**
     * For each kind of traffic. Longer than {@code hub.web.request-timeout}, after which a service says itself that it has no answer and what
     * became of the request; except for callbacks, whose senders hang up after 10 to 15 s and send them again.
     */
    record Timeouts(
            @DefaultValue("22s") Duration producers,
            @DefaultValue("22s") Duration operators,
            @DefaultValue("10s") Duration callbacks,
            @DefaultValue("22s") Duration statistics) {

        Duration of(Traffic traffic) {
            return switch (traffic) {
                case PRODUCERS -> producers;
                case OPERATORS -> operators;
                case CALLBACKS -> callbacks;
                case STATISTICS -> statistics;
            };
        }

        @AssertTrue(message = "a time-out must be longer than nothing")
        boolean isPositive() {
            return Arrays.stream(Traffic.values())
                    .allMatch(traffic -> of(traffic).isPositive());
        }
    }
}

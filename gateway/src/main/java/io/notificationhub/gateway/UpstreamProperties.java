package io.notificationhub.gateway;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param connectTimeout how long a service may take to accept a connection
 * @param responseTimeout how long it may keep silent once it has the request
 * @param connectRetries further tries of a read that reached no service
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
        @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("2") int connectRetries,
        @DefaultValue("2s") Duration retryAfter) {

    URI of(Upstream upstream) {
        return switch (upstream) {
            case INTAKE -> intake;
            case PREFERENCE -> preference;
            case TEMPLATE -> template;
            case DLQ_ADMIN -> dlqAdmin;
        };
    }
}

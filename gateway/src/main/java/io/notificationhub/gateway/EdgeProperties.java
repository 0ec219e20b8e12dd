package io.notificationhub.gateway;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway treats connections.
 *
 * @param maxConnections more are closed at once
 * @param requestDeadline from the first byte of a request to its last; a client that drips is cut off then
 * @param idleTimeout how long a connection may stay without a request
 * @param trustedProxies networks ({@code 10.0.0.0/8}) whose {@code X-Forwarded-For} is believed; none by default
 */
@Validated
@ConfigurationProperties("hub.gateway.edge")
record EdgeProperties(
        @DefaultValue("10000") @Min(1) int maxConnections,
        @DefaultValue("20s") Duration requestDeadline,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue List<String> trustedProxies) {}

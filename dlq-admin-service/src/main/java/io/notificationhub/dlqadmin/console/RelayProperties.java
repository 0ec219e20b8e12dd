package io.notificationhub.dlqadmin.console;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the state of the outboxes is read.
 *
 * @param metrics the Prometheus page of any outbox-relay: each knows all outboxes
 * @param timeout how long an operator waits for it
 */
@Validated
@ConfigurationProperties("hub.relay")
record RelayProperties(
        @DefaultValue("http://127.0.0.1:9084/actuator/prometheus")
        URI metrics,

        @DefaultValue("2s") Duration timeout) {}

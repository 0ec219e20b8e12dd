package io.notificationhub.dlqadmin.console;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the stories of notifications come from.
 *
 * @param url of intake-service
 * @param timeout how long an operator waits for a story
 */
@Validated
@ConfigurationProperties("hub.intake")
record IntakeProperties(
        @DefaultValue("http://127.0.0.1:8081") URI url,
        @DefaultValue("3s") Duration timeout) {}

package io.notificationhub.intake.profile;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The owner of the profiles.
 *
 * @param owner preference-service
 * @param timeout longest wait for it
 */
@Validated
@ConfigurationProperties("hub.profiles")
record ProfileProperties(
        @DefaultValue("http://127.0.0.1:8082") URI owner,
        @DefaultValue("1s") Duration timeout) {}

package io.notificationhub.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The service's clock.
 *
 * @param offset added to the system's time, so that a test can look at the hub at another hour; zero in production
 */
@ConfigurationProperties("hub.clock")
public record ClockProperties(@DefaultValue("PT0S") Duration offset) {}

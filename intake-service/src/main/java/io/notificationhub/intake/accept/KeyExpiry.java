package io.notificationhub.intake.accept;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Removal of idempotency keys past their life.
 *
 * @param interval how often
 * @param grace how long past; longer than any request is worked on, so that none loses a row that it has just met
 * @param batch most rows in one transaction
 */
@Validated
@ConfigurationProperties("hub.key-expiry")
public record KeyExpiry(
        @DefaultValue("1m") Duration interval,
        @DefaultValue("2m") Duration grace,
        @DefaultValue("1000") @Min(1) int batch) {}

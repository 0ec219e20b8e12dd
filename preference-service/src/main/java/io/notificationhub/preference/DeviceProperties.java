package io.notificationhub.preference;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of device registration.
 *
 * @param maxPerUser active devices a user may have; one more deactivates the one that was registered longest ago. As many inactive ones are
 *     remembered.
 */
@Validated
@ConfigurationProperties("hub.preference.devices")
record DeviceProperties(@DefaultValue("20") @Min(1) int maxPerUser) {}

package io.notificationhub.sms;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The NHN Cloud SMS account.
 *
 * @param sendNo the registered sending number
 */
@Validated
@ConfigurationProperties("hub.nhn-sms")
record NhnSmsProperties(
        @DefaultValue("https://sms.api.nhncloudservice.com") URI baseUrl,
        @NotBlank String appKey,
        @NotBlank String secretKey,
        @NotBlank String sendNo,
        @DefaultValue("2000") @Min(1) int connections,
        @DefaultValue("2s") Duration connectTimeout) {}

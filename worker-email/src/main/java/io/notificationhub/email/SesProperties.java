package io.notificationhub.email;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SES account.
 *
 * @param endpoint empty for AWS's own
 * @param accessKey empty to look where AWS's SDKs usually look (environment, container or instance role)
 * @param configurationSet names what SES publishes receipts with; may be empty
 */
@Validated
@ConfigurationProperties("hub.ses")
record SesProperties(
        @DefaultValue("") String endpoint,
        @DefaultValue("us-east-1") @NotBlank String region,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("") String configurationSet,
        @DefaultValue("2000") @Min(1) int connections,
        @DefaultValue("2s") Duration connectTimeout) {}

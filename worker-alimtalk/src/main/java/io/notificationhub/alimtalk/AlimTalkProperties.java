package io.notificationhub.alimtalk;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The NHN Cloud KakaoTalk Bizmessage account.
 *
 * @param senderKey the registered KakaoTalk channel
 * @param defaultTemplate approved template with the variables {@code #{title}} and {@code #{body}}, for messages whose own template has no
 *     code at the vendor; empty if there is none
 */
@Validated
@ConfigurationProperties("hub.alimtalk")
record AlimTalkProperties(
        @DefaultValue("https://kakaotalk-bizmessage.api.nhncloudservice.com")
        URI baseUrl,

        @NotBlank String appKey,
        @NotBlank String secretKey,
        @NotBlank String senderKey,
        @DefaultValue("") String defaultTemplate,
        @DefaultValue("2000") @Min(1) int connections,
        @DefaultValue("2s") Duration connectTimeout) {}

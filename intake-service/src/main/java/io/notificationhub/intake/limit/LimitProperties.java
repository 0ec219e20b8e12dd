package io.notificationhub.intake.limit;

import io.notificationhub.contracts.Channel;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A recipient's tokens per channel.
 *
 * @param period in which an empty bucket fills up again; a token comes back every {@code period / size}
 */
@Validated
@ConfigurationProperties("hub.limits")
public record LimitProperties(
        @DefaultValue("30") @Min(1) int push,
        @DefaultValue("30") @Min(1) int email,
        @DefaultValue("5") @Min(1) int sms,
        @DefaultValue("5") @Min(1) int kakaoAlimtalk,
        @DefaultValue("60s") Duration period) {

    int size(Channel channel) {
        return switch (channel) {
            case PUSH -> push;
            case EMAIL -> email;
            case SMS -> sms;
            case KAKAO_ALIMTALK -> kakaoAlimtalk;
        };
    }
}

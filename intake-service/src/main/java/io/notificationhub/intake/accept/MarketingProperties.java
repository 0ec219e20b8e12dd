package io.notificationhub.intake.accept;

import io.notificationhub.templating.MarketingSms;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What the law wants of advertising.
 *
 * @param optOutNumber the free number that an advertising text message must end with; without it any 080 number will do
 */
@Validated
@ConfigurationProperties("hub.marketing")
public record MarketingProperties(
        @Nullable @Pattern(regexp = "080[- ]?\\d{3,4}[- ]?\\d{4}")
        String optOutNumber) {

    MarketingSms rule() {
        return optOutNumber == null ? MarketingSms.anyFreeNumber() : MarketingSms.number(optOutNumber);
    }
}

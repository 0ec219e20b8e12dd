package io.notificationhub.sms;

import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who carries text messages.
 *
 * @param vendor the first carries them; a second, if there is one, stands in while the first one's circuit breaker is open
 */
@Validated
@ConfigurationProperties("hub.sms")
record SmsProperties(@NotEmpty List<Vendor> vendor) {

    enum Vendor {
        TWILIO,
        NHN
    }
}

package io.notificationhub.sms;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Twilio account.
 *
 * @param from the sending number; not needed with a messaging service
 * @param messagingServiceSid a pool of sending numbers; wins over {@code from}
 * @param statusCallback where Twilio reports to; the attempt's id is appended as the last part of the path
 */
@Validated
@ConfigurationProperties("hub.twilio")
record TwilioProperties(
        @DefaultValue("https://api.twilio.com") URI baseUrl,
        @NotBlank String accountSid,
        @NotBlank String authToken,
        @DefaultValue("") String from,
        @DefaultValue("") String messagingServiceSid,
        @NotBlank String statusCallback,
        @DefaultValue("2000") @Min(1) int connections,
        @DefaultValue("2s") Duration connectTimeout) {

    @AssertTrue(message = "either from or messagingServiceSid is needed")
    boolean isSenderGiven() {
        return !from.isBlank() || !messagingServiceSid.isBlank();
    }
}

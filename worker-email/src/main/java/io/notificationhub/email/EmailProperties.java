package io.notificationhub.email;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What every e-mail has, whoever carries it.
 *
 * @param vendor the first carries it; a second, if there is one, stands in while the first one's circuit breaker is open
 * @param from the sender, with or without a display name
 * @param unsubscribeUrl where one click unsubscribes (RFC 8058); {@code {token}} is filled in, an {@code UnsubscribeToken}, and for a page that is not the hub's
 *     {@code {attemptId}}, {@code {recipientId}} and {@code {kind}}
 * @param unsubscribeSecret signs the token; preference-service has to know it
 */
@Validated
@ConfigurationProperties("hub.email")
record EmailProperties(
        @NotEmpty List<Vendor> vendor,
        @NotBlank String from,
        @NotBlank String unsubscribeUrl,
        @NotBlank String unsubscribeSecret) {

    enum Vendor {
        SES,
        SMTP
    }

    /** Nothing of the secret shows in a log. */
    @Override
    public String toString() {
        return "EmailProperties[vendor=" + vendor + ", from=" + from + ", unsubscribeUrl=" + unsubscribeUrl + "]";
    }
}

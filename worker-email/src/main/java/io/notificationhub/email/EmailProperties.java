package io.notificationhub.email;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What every e-mail has, whoever carries it.
 *
 * @param vendor who carries it
 * @param from the sender, with or without a display name
 * @param unsubscribeUrl where one click unsubscribes (RFC 8058); {@code {attemptId}}, {@code {recipientId}} and {@code {kind}} are filled in
 */
@Validated
@ConfigurationProperties("hub.email")
record EmailProperties(
        @NotNull Vendor vendor,
        @NotBlank String from,
        @NotBlank String unsubscribeUrl) {

    enum Vendor {
        SES,
        SMTP
    }
}

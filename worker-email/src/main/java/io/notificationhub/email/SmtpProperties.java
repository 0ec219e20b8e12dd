package io.notificationhub.email;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Properties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SMTP relay.
 *
 * @param user empty for a relay that asks for no sign-in
 * @param connections most connections that are open at once; further messages wait up to {@code connectTimeout}
 * @param replyTimeout longest wait for one reply
 * @param keepIdle how long an unused connection is kept
 */
@Validated
@ConfigurationProperties("hub.smtp")
record SmtpProperties(
        @NotBlank @DefaultValue("127.0.0.1") String host,
        @DefaultValue("587") @Min(1) @Max(65_535) int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("STARTTLS") Security security,
        @DefaultValue("64") @Min(1) int connections,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration replyTimeout,
        @DefaultValue("20s") Duration keepIdle) {

    /** How the connection is protected. */
    enum Security {
        NONE,
        /** Encrypted if the relay offers it. */
        STARTTLS_IF_OFFERED,
        /** Encrypted, or nothing is sent. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS
    }

    /** These settings as Jakarta Mail knows them. */
    Properties forMail() {
        Properties mail = new Properties();
        mail.setProperty("mail.smtp.connectiontimeout", Long.toString(connectTimeout.toMillis()));
        mail.setProperty("mail.smtp.timeout", Long.toString(replyTimeout.toMillis()));
        mail.setProperty("mail.smtp.quitwait", "false");
        mail.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        mail.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (security) {
            case NONE -> mail.setProperty("mail.smtp.starttls.enable", "false");
            case STARTTLS_IF_OFFERED -> mail.setProperty("mail.smtp.starttls.enable", "true");
            case STARTTLS -> {
                mail.setProperty("mail.smtp.starttls.enable", "true");
                mail.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> mail.setProperty("mail.smtp.ssl.enable", "true");
        }
        return mail;
    }
}

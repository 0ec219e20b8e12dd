package io.notificationhub.preference;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What proves a link in an e-mail.
 *
 * @param secret what worker-email signs with
 * @param previousSecret what it signed with before; empty: e-mails from then have links that no longer work
 */
@Validated
@ConfigurationProperties("hub.unsubscribe")
record UnsubscribeProperties(
        @NotBlank String secret, @DefaultValue("") String previousSecret) {

    List<String> secrets() {
        return Stream.of(secret, previousSecret).filter(each -> !each.isBlank()).toList();
    }

    /** Nothing of the secrets shows in a log. */
    @Override
    public String toString() {
        return "UnsubscribeProperties[secrets=" + secrets().size() + "]";
    }
}

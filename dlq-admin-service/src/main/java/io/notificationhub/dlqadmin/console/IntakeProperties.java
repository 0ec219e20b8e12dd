package io.notificationhub.dlqadmin.console;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the stories of notifications come from.
 *
 * @param url of intake-service
 * @param timeout how long an operator waits for a story
 * @param innerSecret by which intake knows that the call comes from the hub; empty: none is sent
 */
@Validated
@ConfigurationProperties("hub.intake")
record IntakeProperties(
        @DefaultValue("http://127.0.0.1:8081") URI url,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue("") String innerSecret) {

    /** The secret shows in no log. */
    @Override
    public String toString() {
        return "IntakeProperties[url=" + url + ", timeout=" + timeout + "]";
    }
}

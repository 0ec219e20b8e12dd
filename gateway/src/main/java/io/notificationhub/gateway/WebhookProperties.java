package io.notificationhub.gateway;

import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What vendors' callbacks are proved by.
 *
 * @param publicUrl the address vendors call, which some of them sign
 * @param tolerance how old, or how far ahead, a callback's timestamp may be
 * @param remembered how many accepted signatures one process keeps in memory beside those in Redis
 * @param bodyMemory of the bodies of all callbacks together, until they are passed on; more get a 503
 * @param secrets of each vendor, two during a rotation; a vendor without any is refused
 */
@Validated
@ConfigurationProperties("hub.gateway.webhooks")
record WebhookProperties(
        @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
        @DefaultValue("300s") Duration tolerance,
        @DefaultValue("200000") @Min(1) int remembered,
        @DefaultValue("32MB") DataSize bodyMemory,
        @DefaultValue Map<String, List<String>> secrets) {

    /** Nothing of the secrets shows in a log. */
    @Override
    public String toString() {
        return "WebhookProperties[publicUrl=" + publicUrl + ", vendors=" + secrets.keySet() + "]";
    }
}

package io.notificationhub.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How failing records are treated.
 *
 * @param retries further tries of a record that fails alone
 * @param firstBackoff wait before the first of them; doubles
 * @param outageBackoff first wait while infrastructure is down; doubles up to {@code maxOutageBackoff}
 * @param nextBatchWithin how often a consumer looks whether its batch is done
 */
@Validated
@ConfigurationProperties("hub.inbox")
public record InboxProperties(
        @DefaultValue("3") int retries,
        @DefaultValue("1s") Duration firstBackoff,
        @DefaultValue("200ms") Duration outageBackoff,
        @DefaultValue("5s") Duration maxOutageBackoff,
        @DefaultValue("10ms") Duration nextBatchWithin) {}

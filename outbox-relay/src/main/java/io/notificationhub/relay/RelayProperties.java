package io.notificationhub.relay;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The relay.
 *
 * @param database where the outboxes are
 * @param sources the schemas with an outbox
 * @param batchSize most rows in one transaction
 * @param leaseInterval how often shards are shared out anew; they move within two intervals
 * @param reconnectAfter wait after a failure of the database or of Kafka
 * @param refusals tries of a row that Kafka refuses before it is parked
 * @param refusalBackoff wait between them
 * @param gaugeInterval how often the backlog is measured
 */
@Validated
@ConfigurationProperties("hub.relay")
record RelayProperties(
        @Valid Database database,
        @NotEmpty List<@Valid Source> sources,
        @DefaultValue("1000") int batchSize,
        @DefaultValue("1s") Duration leaseInterval,
        @DefaultValue("500ms") Duration reconnectAfter,
        @DefaultValue("10") short refusals,
        @DefaultValue("1s") Duration refusalBackoff,
        @DefaultValue("5s") Duration gaugeInterval) {

    /** Connection of the relay's own role, which may touch outbox tables only. */
    record Database(
            @NotBlank String host,
            int port,
            @DefaultValue("notification_hub") String name,
            @DefaultValue("relay") String username,
            String password) {}

    /**
     * An outbox.
     *
     * @param service becomes {@code ce_source}
     * @param idlePoll how often an empty outbox is looked at; one with rows is read on at once
     */
    record Source(
            @NotBlank String schema,
            @NotBlank String service,
            @DefaultValue("25ms") Duration idlePoll) {}
}

package io.notificationhub.relay;

import io.r2dbc.postgresql.client.SSLMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The relay.
 *
 * @param database where the outboxes are
 * @param sources the schemas with an outbox
 * @param batchSize most rows taken at once
 * @param batchBytes a batch takes no further row once its payloads make this up
 * @param turn while there are more, a transaction takes one such batch after the other for so long: nothing of the next turn overlaps with this one's last send and its commit
 * @param gathering wait after a batch that took all there was, for rows to gather
 * @param lookBack rows that became due by so much before the last one that was taken, but were committed after it, are still taken at once
 * @param leaseInterval how often shards are shared out anew; they move within two intervals; also how often rows are looked for that were committed later than that
 * @param longestLook a look at what lies further back than a minute is given up after this, and tried again over less: nothing else is relayed meanwhile
 * @param longestTurn a batch that takes longer has lost its connection; must leave a shutdown its time
 * @param reconnectAfter wait after a failure of the database or of Kafka
 * @param refusals tries of a row that Kafka refuses before it is parked
 * @param refusalBackoff wait between them
 * @param topicPatience how long a row whose topic Kafka doesn't have waits for it before it is parked
 * @param gaugeInterval how often the backlog is measured
 */
@Validated
@ConfigurationProperties("hub.relay")
record RelayProperties(
        @Valid Database database,
        @NotEmpty List<@Valid Source> sources,
        @DefaultValue("2000") @Min(1) int batchSize,
        @DefaultValue("8MB") DataSize batchBytes,
        @DefaultValue("250ms") Duration turn,
        @DefaultValue("25ms") Duration gathering,
        @DefaultValue("2s") Duration lookBack,
        @DefaultValue("1s") Duration leaseInterval,
        @DefaultValue("200ms") Duration longestLook,
        @DefaultValue("20s") Duration longestTurn,
        @DefaultValue("500ms") Duration reconnectAfter,
        @DefaultValue("10") short refusals,
        @DefaultValue("1s") Duration refusalBackoff,
        @DefaultValue("15m") Duration topicPatience,
        @DefaultValue("5s") Duration gaugeInterval) {

    /**
     * Connection of the relay's own role, which may touch outbox tables only.
     *
     * @param connectTimeout for the connection, and again for the greeting on it
     * @param statementTimeout a statement that takes longer is the end of the connection
     */
    record Database(
            @NotBlank String host,
            int port,
            @DefaultValue("notification_hub") String name,
            @DefaultValue("relay") String username,
            String password,
            @DefaultValue("disable") SSLMode sslMode,
            @DefaultValue("2s") Duration connectTimeout,
            @DefaultValue("10s") Duration statementTimeout) {}

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

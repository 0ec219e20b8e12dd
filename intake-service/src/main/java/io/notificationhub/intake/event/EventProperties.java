package io.notificationhub.intake.event;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which domain events become which notifications. The shipped routes are in {@code hub-event-routes.yml}; each has a name, by which an installation
 * changes a part of it or switches it off.
 *
 * @param enabled false: no domain event is consumed at all
 * @param eventType where an event says its type, on topics with several
 * @param retention how long a processed event's id is kept; must be longer than the topics keep events
 * @param forgetEvery how often older ones are removed
 * @param concurrency events of different keys that are worked on at once
 */
@Validated
@ConfigurationProperties("hub.events")
record EventProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("$.eventType") JsonPath eventType,
        @DefaultValue("14d") Duration retention,
        @DefaultValue("10m") Duration forgetEvery,
        @DefaultValue("64") @Min(1) int concurrency,
        @DefaultValue Map<String, @Valid Route> routes) {

    /**
     * One route.
     *
     * @param eventTypes case, dots, dashes and underscores don't count; empty: every event of the topic that no other route names
     * @param recipient where the recipient's id is
     * @param payload template variable to path; an event without a value there leaves the variable out
     * @param channels empty: all
     * @param addresses where an address is, for a recipient of whom the hub knows none on that channel
     * @param producer in whose name the notification is made, and in whose history it stands
     */
    record Route(
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,200}")
            String topic,

            @DefaultValue List<@NotBlank String> eventTypes,
            @NotNull Kind kind,
            @NotBlank String templateKey,
            @NotNull JsonPath recipient,
            @DefaultValue Map<String, JsonPath> payload,
            @DefaultValue List<Channel> channels,
            @DefaultValue Map<Channel, JsonPath> addresses,
            @NotBlank String producer,
            @DefaultValue("$.eventId") JsonPath eventId,
            @DefaultValue("true") boolean enabled) {}
}

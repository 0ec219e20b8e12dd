package io.notificationhub.messaging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How the hub's topics are created; an existing topic is left as it is, except that partitions may be added. */
@Validated
@ConfigurationProperties("hub.topics")
public record TopicProperties(
        @DefaultValue("12") int partitions,
        @DefaultValue("1") short replicas) {}

package io.notificationhub.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is believed of Amazon SNS, which passes on what SES has to tell.
 *
 * @param topics the ARNs of our own topics: anybody may have a topic and have it signed. None: nothing is believed
 * @param addresses where certificates and confirmations may lie, as a pattern for the whole beginning of their address up to the path
 * @param tolerance how old a notification may be; SNS repeats one it couldn't deliver for an hour
 */
@Validated
@ConfigurationProperties("hub.gateway.webhooks.sns")
record SnsProperties(
        @DefaultValue Set<String> topics,

        @DefaultValue("https://sns\\.[a-z]{2}(-[a-z]{1,16})+-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?")
        Pattern addresses,

        @DefaultValue("65m") Duration tolerance) {}

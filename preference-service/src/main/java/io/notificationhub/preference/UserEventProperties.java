package io.notificationhub.preference;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The external user service as master of recipients.
 *
 * @param topic where it tells of users, e.g. {@code user.events}; empty: there is none
 */
@ConfigurationProperties("hub.preference.user-events")
record UserEventProperties(@DefaultValue("") String topic) {
    /** For {@code @ConditionalOnExpression}. */
    static final String CONFIGURED = "!'${hub.preference.user-events.topic:}'.isBlank()";
}

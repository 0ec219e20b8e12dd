package io.notificationhub.template;

import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.HubTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** The topic that this service owns. */
@Configuration(proxyBeanMethods = false)
class TemplateTopics {

    @Bean
    KafkaAdmin.NewTopics templateChanged(HubTopics topics) {
        // The audit has an entry for each revision, not only for the last.
        return topics.compactedAfterAWeek(Topics.TEMPLATE_CHANGED);
    }
}

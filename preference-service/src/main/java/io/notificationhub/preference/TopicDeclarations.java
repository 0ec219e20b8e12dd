package io.notificationhub.preference;

import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.HubTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics this service publishes and consumes; whoever starts first creates them. */
@Configuration(proxyBeanMethods = false)
class TopicDeclarations {
    @Bean
    KafkaAdmin.NewTopics publishedTopics(HubTopics topics) {
        return topics.compacted(Topics.PROFILE_CHANGED);
    }

    @Bean
    KafkaAdmin.NewTopics consumedTopics(HubTopics topics) {
        return topics.of(Topics.RESULT, Topics.RECEIPT);
    }
}

package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Topics;
import io.notificationhub.messaging.HubTopics;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics the desk reads and writes; it can start before their other ends. */
@Configuration(proxyBeanMethods = false)
class DeskTopics {

    /** By its name the listener finds it. */
    @Bean
    String[] deadLetterTopics() {
        return Arrays.stream(Channel.values()).map(Topics::deadLetter).toArray(String[]::new);
    }

    @Bean
    KafkaAdmin.NewTopics deadLetterQueues(HubTopics topics) {
        return topics.of(deadLetterTopics());
    }

    @Bean
    KafkaAdmin.NewTopics decisionsAndResults(HubTopics topics) {
        return topics.of(Topics.RESULT, Topics.REPLAY);
    }

    @Bean
    KafkaAdmin.NewTopics profileFeed(HubTopics topics) {
        return topics.compacted(Topics.PROFILE_CHANGED);
    }
}

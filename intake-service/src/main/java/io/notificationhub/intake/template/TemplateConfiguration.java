package io.notificationhub.intake.template;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.decide.DecisionPolicy;
import io.notificationhub.messaging.HubTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    Templates templates() {
        return new Templates();
    }

    @Bean
    Composer composer(Templates templates, DecisionPolicy policy) {
        return new Composer(templates, policy);
    }

    @Bean
    TemplateFeed templateFeed(ConsumerFactory<String, String> consumers, Templates templates, MeterRegistry metrics) {
        return new TemplateFeed(consumers, templates, metrics);
    }

    @Bean
    KafkaAdmin.NewTopics templateTopics(HubTopics topics) {
        return topics.compactedAfterAWeek(Topics.TEMPLATE_CHANGED);
    }
}

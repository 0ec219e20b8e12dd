package io.notificationhub.intake.story;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class StoryConfiguration {

    @Bean
    Stories stories(DatabaseClient database) {
        return new Stories(database);
    }
}

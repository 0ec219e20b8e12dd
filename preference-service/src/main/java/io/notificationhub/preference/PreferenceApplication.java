package io.notificationhub.preference;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class PreferenceApplication {
    public static void main(String[] args) {
        SpringApplication.run(PreferenceApplication.class, args);
    }
}

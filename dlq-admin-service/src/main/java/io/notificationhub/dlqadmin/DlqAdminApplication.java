package io.notificationhub.dlqadmin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class DlqAdminApplication {
    public static void main(String[] args) {
        SpringApplication.run(DlqAdminApplication.class, args);
    }
}

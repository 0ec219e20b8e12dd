package io.notificationhub.email;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Hands e-mails to SES or to an SMTP relay. */
@SpringBootApplication
@EnableConfigurationProperties(EmailProperties.class)
class EmailWorkerApplication {
    public static void main(String[] args) {
        SpringApplication.run(EmailWorkerApplication.class, args);
    }
}

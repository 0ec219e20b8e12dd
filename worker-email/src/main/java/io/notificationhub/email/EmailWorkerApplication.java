package io.notificationhub.email;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Hands e-mails to SES or to an SMTP relay, or to one while the other is down. */
@SpringBootApplication
class EmailWorkerApplication {
    public static void main(String[] args) {
        SpringApplication.run(EmailWorkerApplication.class, args);
    }
}

package io.notificationhub.sms;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Hands text messages to Twilio or NHN. */
@SpringBootApplication
class SmsWorkerApplication {
    public static void main(String[] args) {
        SpringApplication.run(SmsWorkerApplication.class, args);
    }
}

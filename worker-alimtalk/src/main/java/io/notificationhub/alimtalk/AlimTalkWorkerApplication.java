package io.notificationhub.alimtalk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Hands AlimTalk messages to NHN. */
@SpringBootApplication
class AlimTalkWorkerApplication {
    public static void main(String[] args) {
        SpringApplication.run(AlimTalkWorkerApplication.class, args);
    }
}

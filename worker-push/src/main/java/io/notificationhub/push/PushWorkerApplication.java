package io.notificationhub.push;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Hands push messages to FCM. */
@SpringBootApplication
class PushWorkerApplication {
    public static void main(String[] args) {
        SpringApplication.run(PushWorkerApplication.class, args);
    }
}

package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest extends ServiceTest {

    @AfterEach
    void databaseIsBack() {
        SharedInfrastructure.get().postgres().start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/v1/users/outage-probe").expectStatus().isNotFound());
    }

    @Test
    void withoutItsDatabaseTheServiceSaysWhenToTryAgainAndLosesNoEvent() {
        put("/api/v1/users/uma", Map.of("email", "uma@example.com"))
                .expectStatus()
                .isOk();

        SharedInfrastructure.get().postgres().kill();
        put("/api/v1/users/uma", Map.of("email", "other@example.com"))
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("TEMPORARILY_UNAVAILABLE");
        get("/api/v1/users/uma").expectStatus().isEqualTo(503);
        kafka.send(USER_EVENTS, "uma", """
                {"eventType": "user.updated", "userId": "uma", "phone": "+821012345678", "occurredAt": "2026-05-01T00:00:00Z"}""").join();
        SharedInfrastructure.get().postgres().start();

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            assertThat(lastPublished("uma").phone()).isEqualTo("+821012345678");
            assertThat(lastPublished("uma").email()).isEqualTo("uma@example.com");
        });
    }
}

package io.notificationhub.template;

import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PostgresOutageTest extends TemplateServiceTest {

    @Test
    void answers503WithoutPostgresAndRecovers() throws Exception {
        created(template());
        SharedInfrastructure.get().postgres().stop();
        try {
            post(TEMPLATES, template("locale", "en-us"))
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("TEMPORARILY_UNAVAILABLE");
            producer().get().uri(TEMPLATES).exchange().expectStatus().isEqualTo(503);
        } finally {
            SharedInfrastructure.get().postgres().start();
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> post(TEMPLATES, template("locale", "en-us"))
                        .expectStatus()
                        .isCreated());
    }
}

package io.notificationhub.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestPropertySource(
        properties = {
            "hub.web.only-from-gateway=true",
            "hub.web.inner-secret=new-secret",
            "hub.web.previous-inner-secret=old-secret"
        })
class InnerDoorTest extends EdgeTest {
    @LocalManagementPort
    int managementPort;

    @ParameterizedTest
    @ValueSource(strings = {"", "new-secre", "new-secret2", "NEW-SECRET", "new-secret,old-secret"})
    void aCallThatSkipsTheGatewayIsRefused(String secret) {
        problem(call(secret), CommonError.UNAUTHORIZED, "/callers/producer");
    }

    @Test
    void aCallWithoutAnySecretIsRefusedWhateverItAsksFor() {
        problem(web.get().uri("/no/such/path").exchange(), CommonError.UNAUTHORIZED, "/no/such/path");
        problem(post("/things", "{\"name\":\"a\"}"), CommonError.UNAUTHORIZED, "/things");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-secret", "old-secret"})
    void theGatewayIsLetInAlsoWhileTheSecretIsBeingReplaced(String secret) {
        call(secret).expectStatus().isOk();
    }

    @Test
    void healthNeedsNoSecret() {
        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build()
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec call(String secret) {
        return web.get()
                .uri("/callers/producer")
                .header(HubHeaders.PRODUCER, "shop")
                .header(HubHeaders.INNER_SECRET, secret)
                .exchange();
    }
}

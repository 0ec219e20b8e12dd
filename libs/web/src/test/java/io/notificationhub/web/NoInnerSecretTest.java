package io.notificationhub.web;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "hub.web.only-from-gateway=true")
class NoInnerSecretTest extends EdgeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "local-inner-secret"})
    void aServiceThatWasGivenNoSecretRefusesEverybody(String secret) {
        problem(
                web.get()
                        .uri("/callers/producer")
                        .header(HubHeaders.PRODUCER, "shop")
                        .header(HubHeaders.INNER_SECRET, secret)
                        .exchange(),
                CommonError.UNAUTHORIZED,
                "/callers/producer");
    }
}

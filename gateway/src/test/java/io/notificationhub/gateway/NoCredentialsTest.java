package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "hub.gateway.producers.keys=",
            "hub.gateway.operators.tokens=",
            "hub.gateway.webhooks.secrets.nhn=",
            "hub.gateway.webhooks.secrets.twilio="
        })
class NoCredentialsTest extends GatewayTest {

    @Test
    void aGatewayThatKnowsNoCredentialsLetsNobodyIn(@Autowired Clock clock) throws Exception {
        assertThat(raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY)
                        .isProblem("UNAUTHORIZED"))
                .isTrue();
        assertThat(raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: ").isProblem("UNAUTHORIZED"))
                .isTrue();
        assertThat(raw().request("GET /api/v1/admin/dlq HTTP/1.1", "X-Admin-Token: " + TOKEN)
                        .isProblem("UNAUTHORIZED_ADMIN"))
                .isTrue();
        for (String secret : new String[] {"local-webhook-secret", " "}) {
            assertThat(SignedCallback.of("nhn", secret, clock.millis(), "{}")
                            .sendTo(raw())
                            .status())
                    .isEqualTo(401);
        }
        assertThat(raw().request(
                                "POST /api/v1/deliveries/callbacks/nhn HTTP/1.1",
                                "Content-Length: 0",
                                "X-Toast-Webhook-Signature: ")
                        .isProblem("INVALID_SIGNATURE"))
                .isTrue();
        assertThat(INTAKE.all()).isEmpty();
        assertThat(PREFERENCE.all()).isEmpty();
        assertThat(DLQ_ADMIN.all()).isEmpty();
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.gateway.EchoService.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "hub.gateway.upstreams.response-timeouts.producers=200ms",
            "hub.gateway.upstreams.breaker-window=5",
            "hub.gateway.upstreams.breaker-minimum=5",
            "hub.gateway.upstreams.breaker-open=1s"
        })
@ExtendWith(OutputCaptureExtension.class)
class BreakerTest extends GatewayTest {

    @Test
    void aServiceThatHangsIsLeftAloneAndFoundAgainWhileOthersGoOn() throws Exception {
        INTAKE.answers(Answer.never());
        for (int i = 0; i < 5; i++) {
            assertThat(post().isProblem("TEMPORARILY_UNAVAILABLE")).isTrue();
        }
        INTAKE.forget();

        RawHttp.Reply reply = post();

        assertThat(reply.isProblem("TEMPORARILY_UNAVAILABLE")).isTrue();
        assertThat(reply.text()).containsIgnoringCase("retry-after: ");
        assertThat(INTAKE.all()).as("it was not asked").isEmpty();
        assertThat(raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY)
                        .status())
                .isEqualTo(200);
        assertThat(raw().request("GET /api/v1/admin/notifications/1 HTTP/1.1", "X-Admin-Token: " + TOKEN)
                        .status())
                .as("the same service for others than producers")
                .isEqualTo(200);
        INTAKE.forget();
        await().untilAsserted(() -> assertThat(post().status()).isEqualTo(200));
    }

    @Test
    void whatAServiceRefusesIsNoFailure() throws Exception {
        PREFERENCE.answers(Answer.of(503, "application/problem+json", "{\"code\":\"TEMPORARILY_UNAVAILABLE\"}"));
        for (int i = 0; i < 8; i++) {
            raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY);
        }

        assertThat(PREFERENCE.all()).hasSize(8);
    }

    @Test
    void whoBreaksOffItsOwnRequestsStopsNobodyElses(CapturedOutput output) throws Exception {
        for (int i = 0; i < 12; i++) {
            int before = INTAKE.begun();
            try (Socket socket = raw().open()) {
                socket.getOutputStream()
                        .write(("POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nX-Api-Key: " + KEY
                                        + "\r\nContent-Length: 100\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                await().until(() -> INTAKE.begun() > before);
            }
        }
        await().until(() -> output.getAll().split("\"status\":499", -1).length > 12);

        for (int i = 0; i < 5; i++) {
            assertThat(post().status()).isEqualTo(200);
        }
    }

    private RawHttp.Reply post() throws IOException {
        return raw().request("POST /api/v1/notifications HTTP/1.1", "X-Api-Key: " + KEY, "Content-Length: 0");
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.gateway.EchoService.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;

@TestPropertySource(
        properties = {
            "hub.gateway.edge.request-deadline=400ms",
            "hub.gateway.edge.idle-timeout=2500ms",
            "hub.gateway.edge.max-connections=5"
        })
class SlowClientTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/users/u HTTP/1.1\r\nX-Slow: ",
                "POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nX-Api-Key: local-producer\r\nContent-Length: 9999\r\n\r\n{",
            })
    void aClientThatDripsIsCutOff(String beginning) throws Exception {
        try (Socket socket = raw().open()) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isCutAfterOneMore(socket));
        }
    }

    private static boolean isCutAfterOneMore(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosed() throws Exception {
        try (Socket socket = raw().open()) {
            assertThat(RawHttp.read(socket).text()).isEmpty();
        }
    }

    @Test
    void aClientMayWaitForASlowServiceLongerThanForItsOwnRequest() throws Exception {
        INTAKE.answers(response ->
                Mono.delay(Duration.ofMillis(700)).then(Answer.json(200, "{}").write(response)));

        RawHttp.Reply reply = raw().request("GET /api/v1/notifications/1 HTTP/1.1", "X-Api-Key: " + KEY);

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void aClientThatTakesNothingOfItsAnswerIsCutOff() throws Exception {
        INTAKE.answers(Answer.json(200, "\"" + "x".repeat(20_000_000) + "\""));
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), raw().port()));
                socket.getOutputStream()
                        .write(("GET /api/v1/notifications/1 HTTP/1.1\r\nHost: h\r\nX-Api-Key: " + KEY + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            await().untilAsserted(() -> assertThat(answers()).isFalse());

            await().untilAsserted(() -> assertThat(answers()).isTrue());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionTooManyIsClosedAndRoomIsGivenBack() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(raw().open());
            }
            await().untilAsserted(() -> assertThat(answers()).isFalse());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().untilAsserted(() -> assertThat(answers()).isTrue());
    }

    private boolean answers() throws IOException {
        return raw().request("GET /nowhere HTTP/1.1").status() == 404;
    }
}

package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Text that would be a header, a request or a line of the log to whoever reads it carelessly. */
@ExtendWith(OutputCaptureExtension.class)
class InjectionTest extends GatewayTest {
    private static final String FORGED = "FORGED-BY-A-CLIENT";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: a\rX-Hub-Producer: FORGED-BY-A-CLIENT",
                "X-Request-Id: a\nX-Hub-Producer: FORGED-BY-A-CLIENT",
                "X-Request-Id: a\r\n X-Hub-Producer: FORGED-BY-A-CLIENT",
                "X-Hub-Producer : FORGED-BY-A-CLIENT",
                "X-Hub-Producer\u0000: FORGED-BY-A-CLIENT",
                " X-Hub-Producer: FORGED-BY-A-CLIENT",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nX-Hub-Operator: FORGED-BY-A-CLIENT",
                "User-Agent: a\u0085X-Hub-Producer: FORGED-BY-A-CLIENT",
                "Idempotency-Key: a%0d%0aX-Hub-Producer:%20FORGED-BY-A-CLIENT",
                "Transfer-Encoding: x\r\nX-Hub-Producer: FORGED-BY-A-CLIENT",
            })
    void noHeaderBecomesAnother(String header) throws Exception {
        RawHttp.Reply reply =
                bytes("GET /api/v1/notifications/1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Api-Key: " + KEY
                        + "\r\n" + header + "\r\n\r\n");

        assertThat(reply.status()).as(reply.text()).isLessThan(500);
        assertThat(reply.text()).doesNotContain(FORGED);
        INTAKE.all().forEach(got -> {
            assertThat(got.headers().getAll("X-Hub-Producer")).containsExactly("local-producer");
            assertThat(got.header("X-Hub-Operator")).isNull();
            assertThat(got.headers().names())
                    .allMatch(name -> !name.toLowerCase(Locale.ROOT).contains("forged"));
        });
    }

    @Test
    void whatComesBehindTheBodyIsNoHeader() throws Exception {
        RawHttp.Reply reply =
                bytes("POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Api-Key: " + KEY
                        + "\r\nTrailer: X-Hub-Producer\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Hub-Producer: "
                        + FORGED
                        + "\r\nX-Hub-Scopes: " + FORGED + "\r\n\r\n");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        EchoService.Got got = INTAKE.only();
        assertThat(got.bytes()).isEqualTo("{}");
        assertThat(got.headers().toString()).doesNotContain(FORGED);
        assertThat(got.headers().getAll("X-Hub-Producer")).containsExactly("local-producer");
    }

    @Test
    void noRequestWritesALineOfTheLog(CapturedOutput output) throws Exception {
        String line = "2026-01-01T00:00:00Z INFO audit: " + FORGED;
        String[] heads = {
            "GET /api/v1/notifications/1%0a" + FORGED + " HTTP/1.1",
            "GET /api/v1/users/" + FORGED + "%0d%0a HTTP/1.1",
            "GET /api/v1/users/%1b[2J" + FORGED + " HTTP/1.1",
            "GET /" + FORGED + " HTTP/1.1",
            "GET /api/v1/notifications/1?x=%0a" + FORGED + " HTTP/1.1",
            FORGED + " /api/v1/notifications/1 HTTP/1.1",
            "GET /api/v1/notifications/1 HTTP/1.1\r\nX-Request-Id: \u001b[31m" + line,
            "GET /api/v1/notifications/1 HTTP/1.1\r\nX-Request-Id: \",\"operator\":\"" + FORGED,
            "GET /api/v1/notifications/1 HTTP/1.1\r\ntraceparent: \n" + line,
            "GET /api/v1/notifications/1 HTTP/1.1\r\nUser-Agent: " + line,
            "GET /api/v1/notifications/1 HTTP/1.1\r\nX-Forwarded-For: " + line,
            "GET /api/v1/notifications/1 HTTP/1.1\r\nCookie: hub_operator=" + FORGED,
            "POST /api/v1/deliveries/" + FORGED + "/ack HTTP/1.1\r\nX-Notification-Hub-Vendor: " + FORGED,
        };
        for (String head : heads) {
            RawHttp.Reply reply = bytes(
                    head + "\r\nHost: h\r\nConnection: close\r\nX-Api-Key: " + KEY + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(reply.status()).as(head).isBetween(200, 499);
        }
        raw().request("GET /api/v1/notifications/1 HTTP/1.1", "X-Api-Key: " + KEY, "X-Request-Id: the-last-line");

        await().untilAsserted(() -> assertThat(output.getAll()).contains("the-last-line"));
        assertThat(output.getAll()).doesNotContain(FORGED, "\u001b[31m", "\u001b[2J");
    }

    private RawHttp.Reply bytes(String request) throws Exception {
        try (Socket socket = raw().open()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return RawHttp.read(socket);
        }
    }
}

package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Bodies that hurt whoever parses them. The gateway parses only where it must, and nothing before it is proved; what is for a service passes as it
 * is.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileBodyTest extends GatewayTest {
    private static final int TRIES = 5;
    private static final String SNS = "/api/v1/deliveries/callbacks/ses";
    private static final String TWILIO = "/api/v1/deliveries/callbacks/twilio/0198-a";
    private static final String ACK = "/api/v1/deliveries/0198-a/ack";
    private static final String SESSION = "/console/session";

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("arrays in arrays", "application/json", "[".repeat(100_000)),
                body("objects in objects", "application/json", "{\"a\":".repeat(15_000) + "1" + "}".repeat(15_000)),
                body(
                        "closed arrays in a known field",
                        "application/json",
                        field("[".repeat(5_000) + "]".repeat(5_000))),
                body("a number without end", "application/json", field("9".repeat(100_000))),
                body("an exponent without end", "application/json", field("1e" + "9".repeat(50))),
                body("a name without end", "application/json", "{\"" + "a".repeat(100_000) + "\":1}"),
                body("twice the same name", "application/json", "{\"token\":\"a\",\"token\":\"b\"}"),
                body("UTF-16", "application/json", latin(field("\"x\"").getBytes(UTF_16))),
                body(
                        "UTF-16 that says so",
                        "application/json;charset=utf-16",
                        latin(field("\"x\"").getBytes(UTF_16))),
                body("no charset at all", "application/json;charset=nonsense", field("\"x\"")),
                body("half a character", "application/json", field("\"\u00ed\u0095\"")),
                body("a slash in two bytes", "application/json", field("\"\u00c0\u00af\"")),
                body("half a surrogate", "application/json", field("\"\\ud800\"")),
                body("a null character", "application/json", field("\"a\\u0000b\"")),
                body("zip instead of text", "application/json", "\u001f\u008b\u0008\u0000\u0000"),
                body("a form with broken escapes", "application/x-www-form-urlencoded", "token=%zz&=%&%=%c3%28&&&"),
                body("a form of nothing but pairs", "application/x-www-form-urlencoded", "a=b&".repeat(20_000)),
                body("no type that is one", "nonsense", "token=x"),
                body("nothing", "application/json", ""));
    }

    /** One character for each byte that goes over the wire. */
    private static Arguments body(String name, String type, String bytes) {
        return Arguments.of(name, type, bytes);
    }

    private static String field(String value) {
        return "{\"token\":" + value + ",\"Type\":" + value + "}";
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aCallbackIsProvedBeforeAnythingIsMadeOfIt(String name, String type, String body) throws Exception {
        for (String path : new String[] {SNS, TWILIO, ACK}) {
            RawHttp.Reply reply = post(path, type, body, "X-Twilio-Signature: eA==");

            assertThat(reply.isProblem("INVALID_SIGNATURE")).as(reply.text()).isTrue();
        }
        assertThat(INTAKE.all()).as(name).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void nobodySignsInWithIt(String name, String type, String body) throws Exception {
        RawHttp.Reply reply = post(SESSION, type, body, "X-Nothing: x");

        assertThat(reply.status()).as(name + reply.text()).isIn(400, 401, 413);
        assertThat(reply.text()).contains("application/problem+json").doesNotContainIgnoringCase("set-cookie");
        saysNothingOfItsInside(reply);
    }

    /** The service judges it: what it got is what was sent. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aProducersBodyPassesToTheByte(String name, String type, String body) throws Exception {
        RawHttp.Reply reply = post("/api/v1/notifications", type, body, "X-Api-Key: " + KEY);

        assertThat(reply.status()).as(name + reply.text()).isEqualTo(200);
        assertThat(INTAKE.only().bytes()).isEqualTo(body);
    }

    @Test
    void aBodyThatEndsInTheMiddleReachesNobodyAndIsNoErrorOfOurs(CapturedOutput output) throws Exception {
        try (Socket socket = raw().open()) {
            socket.getOutputStream()
                    .write(("POST " + ACK + " HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{").getBytes(UTF_8));
            socket.shutdownOutput();

            assertThat(RawHttp.read(socket).status()).isNotEqualTo(200).isLessThan(500);
        }
        await().untilAsserted(() -> assertThat(output.getAll()).contains("\"status\":499"));
        assertThat(output.getAll()).doesNotContain("500 Server Error", "AbortedException");
        assertThat(INTAKE.all()).isEmpty();
    }

    /** Who refuses a body before all of it has come may close the connection under its sender, who may then not get to read why. */
    private RawHttp.Reply post(String path, String type, String body, String header) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: " + type + "\r\n"
                + header + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        for (int tries = 1; ; tries++) {
            try (Socket socket = raw().open()) {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                return RawHttp.read(socket);
            } catch (SocketException reset) {
                if (tries == TRIES) {
                    throw reset;
                }
            }
        }
    }

    private static void saysNothingOfItsInside(RawHttp.Reply reply) {
        assertThat(reply.text()).doesNotContain("Exception", "java.", "jackson", "\tat ");
    }
}

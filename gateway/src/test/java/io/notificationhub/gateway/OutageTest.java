package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;

@TestPropertySource(
        properties = {
            "hub.gateway.upstreams.response-timeouts.producers=1s",
            "hub.gateway.upstreams.preference=http://127.0.0.1:1",
            // Reserved for documentation: nobody ever answers from there.
            "hub.gateway.upstreams.template=http://192.0.2.1:80"
        })
class OutageTest extends GatewayTest {
    private static final String GET = "GET /api/v1/notifications/1 HTTP/1.1";
    private static final String POST = "POST /api/v1/notifications HTTP/1.1";

    @Test
    void aServiceThatIsDownIsTemporarilyUnavailable() throws Exception {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            isUnavailable(request(method + " /api/v1/users/u HTTP/1.1"));
        }
    }

    @Test
    void aServiceThatCannotBeReachedIsUnavailableSoon() throws Exception {
        long began = System.nanoTime();

        isUnavailable(request("GET /api/v1/templates HTTP/1.1"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    static Stream<Answer> failures() {
        return Stream.of(
                Answer.never(),
                Answer.cut(),
                Answer.empty(500),
                Answer.empty(503),
                Answer.of(502, "text/html", "<h1>proxy error at 10.0.0.7</h1>"),
                Answer.json(500, "{\"trace\":\"at com.example.Secret\"}"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aServiceThatFailsWithoutSayingWhyIsUnavailable(Answer failure) throws Exception {
        INTAKE.answers(failure);

        RawHttp.Reply reply = request(POST);

        isUnavailable(reply);
        assertThat(reply.text()).doesNotContain("10.0.0.7", "com.example");
    }

    @Test
    void whatAServiceSaysAboutItsFailurePassesUnchanged() throws Exception {
        String body = "{\"type\":\"urn:x\",\"code\":\"TEMPORARILY_UNAVAILABLE\",\"traceId\":\"abc\"}";
        INTAKE.answers(response -> response.status(503)
                .header("Content-Type", "application/problem+json")
                .header("Retry-After", "7")
                .sendString(Mono.just(body))
                .then());

        RawHttp.Reply reply = request(POST);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).containsIgnoringCase("retry-after: 7\r\n").contains(body);
    }

    @Test
    void soDoesAPageThatSaysIt() throws Exception {
        DLQ_ADMIN.answers(response -> response.status(503)
                .header("Content-Type", "text/html;charset=UTF-8")
                .header("X-Hub-Problem", "TEMPORARILY_UNAVAILABLE")
                .sendString(Mono.just("<p>Try again in a moment.</p>"))
                .then());

        RawHttp.Reply reply = request("GET /console/en/desk HTTP/1.1");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).contains("<p>Try again in a moment.</p>").doesNotContainIgnoringCase("x-hub-problem");
    }

    @Test
    void aWriteIsNeverRepeated() throws Exception {
        INTAKE.answers(Answer.cut());

        isUnavailable(request(POST));

        assertThat(INTAKE.all()).hasSize(1);
    }

    @Test
    void aReadIsRepeatedWhereTheConnectionWasCutBeforeTheAnswer() throws Exception {
        INTAKE.answers(response -> {
            INTAKE.answers(Answer.json(200, "{\"second\":true}"));
            return Answer.cut().write(response);
        });

        RawHttp.Reply reply = request(GET);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("\"second\":true");
        assertThat(INTAKE.all()).hasSize(2);
    }

    @Test
    void anAnswerThatBreaksOffIsNotMadeWhole() throws Exception {
        INTAKE.answers(response -> response.header("Content-Length", "100")
                .sendString(Mono.just("{\"half\":"))
                .then()
                .then(Mono.defer(() -> Answer.cut().write(response))));

        RawHttp.Reply reply = request(POST);

        // Either nothing had been written, or the connection ends before the announced length.
        assertThat(reply.status() == 503
                        || (reply.status() == 200 && reply.text().endsWith("{\"half\":")))
                .as(reply.text())
                .isTrue();
    }

    private RawHttp.Reply request(String line) throws IOException {
        return raw().request(line, "X-Api-Key: " + KEY, "X-Admin-Token: " + TOKEN, "Content-Length: 0");
    }

    private static void isUnavailable(RawHttp.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.isProblem("TEMPORARILY_UNAVAILABLE")).as(reply.text()).isTrue();
        assertThat(reply.text()).containsIgnoringCase("retry-after: 2\r\n");
    }
}

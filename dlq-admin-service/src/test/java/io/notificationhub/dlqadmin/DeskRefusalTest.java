package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

class DeskRefusalTest extends DeskTest {
    private static final String UNKNOWN = "0190a000-0000-7000-8000-000000000000";

    @LocalManagementPort
    private int managementPort;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=201",
                "?limit=-1",
                "?limit=ten",
                "?limit=",
                "?limit=9999999999",
                "?cursor=",
                "?cursor=abc",
                "?cursor=1-1-1-1-1",
                "?cursor=%27%20OR%201=1",
                "?limit=5&limit=6",
                "?status=EXHAUSTED",
                "/not-an-id",
                "/1-1-1-1-1",
                "/search?channel=PIGEON",
                "/search?channel=sms",
                "/search?channel=",
                "/search?errorType=BAD",
                "/search?from=yesterday",
                "/search?from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z",
                "/search?to=%2B999999999-01-01T00:00:00Z",
                "/search?to=-0001-01-01T00:00:00Z",
                "/search?vendorCode=",
                "/search?recipientId=%00",
                "/search?templateKey=a%0Ab",
                "/search?chanel=SMS",
                "/search?size=0",
                "/search?size=201",
                "/search?limit=5",
                "/search?recipientId=a&recipientId=b",
                "/stats?bucket=1h",
                "/stats?bucket=PT0S",
                "/stats?bucket=-PT1H",
                "/stats?bucket=PT1S",
                "/stats?bucket=P99999999D",
                "/stats?from=2999-01-01T00:00:00Z",
                "/stats?from=x",
                "/stats?channel=SMS",
                "/causes?by=",
                "/causes?by=colour",
                "/causes?by=vendor,vendor",
                "/causes?by=channel&channel=SMS",
                "/causes?from=2025-02-30",
                "/search?without=channel",
                "/search?producerId=",
                "/bulk-jobs/x",
            })
    void refusesAQueryItDoesNotUnderstand(String query) {
        expectRefusal(http.get().uri(raw(DLQ + query)).exchange(), HttpStatus.BAD_REQUEST, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        replay      | {"force":"yes"}
        replay      | {"force":1}
        replay      | {"reason":5}
        replay      | {"reason":"a\\u0000b"}
        replay      | {"reason":"a\\nb"}
        replay      | {
        replay      | []
        discard     | {}
        discard     | {"reason":null}
        discard     | {"reason":"   "}
        discard     | {"reason":["x"]}
        discard     | null
        """)
    void refusesABodyItDoesNotUnderstandAndChangesNothing(String operation, String body) {
        Letter letter = letter();
        raise(letter);

        expectRefusal(
                http.post()
                        .uri(DLQ + "/" + letter.attemptId() + "/" + operation)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                HttpStatus.BAD_REQUEST,
                "INVALID_REQUEST");

        assertThat(status(letter.attemptId())).isEqualTo("EXHAUSTED");
        assertThat(outboxOf(letter.attemptId())).isEmpty();
    }

    /** As JSON Schema counts it: a character beyond the basic plane is one, though Java has two units for it. */
    @Test
    void refusesAReasonThatIsTooLong() {
        expectRefusal(
                post(DLQ + "/" + UNKNOWN + "/discard", Map.of("reason", "😀".repeat(501))),
                HttpStatus.BAD_REQUEST,
                "INVALID_REQUEST");
        expectRefusal(
                post(DLQ + "/" + UNKNOWN + "/discard", Map.of("reason", "😀".repeat(500))),
                HttpStatus.NOT_FOUND,
                "DEAD_LETTER_NOT_FOUND");
        http.get()
                .uri(DLQ + "/search?recipientId={r}", "😀".repeat(128))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /%s,                  DEAD_LETTER_NOT_FOUND",
        "POST, /%s/replay,           DEAD_LETTER_NOT_FOUND",
        "POST, /%s/discard,          DEAD_LETTER_NOT_FOUND",
        "GET,  /bulk-jobs/%s,        BULK_JOB_NOT_FOUND",
        "POST, /bulk-jobs/%s/cancel, BULK_JOB_NOT_FOUND",
        "GET,  /nothing/%s/here,     NOT_FOUND"
    })
    void doesNotKnowWhatIsNotThere(String method, String path, String code) {
        expectRefusal(
                http.method(HttpMethod.valueOf(method))
                        .uri(DLQ + path.formatted(UNKNOWN))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"reason\":\"any\"}")
                        .exchange(),
                HttpStatus.NOT_FOUND,
                code);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/admin/dlq",
        "GET,  /api/v1/admin/dlq?limit=0",
        "GET,  /api/v1/admin/dlq/search",
        "GET,  /api/v1/admin/dlq/stats",
        "GET,  /api/v1/admin/dlq/not-an-id",
        "POST, /api/v1/admin/dlq/not-an-id/replay",
        "POST, /api/v1/admin/dlq/bulk-replay",
        "GET,  /api/v1/admin/audit",
        "GET,  /api/v1/admin/nothing",
        "GET,  /%61pi/v1/admin/dlq",
        "GET,  /api/v1/admin/dlq;x=y",
        "DELETE, /api/v1/admin/dlq"
    })
    void answersNobodyWhomTheGatewayDidNotName(String method, String path) {
        expectRefusal(
                client().build()
                        .method(HttpMethod.valueOf(method))
                        .uri(raw(path))
                        .exchange(),
                HttpStatus.UNAUTHORIZED,
                "UNAUTHORIZED_ADMIN");
    }

    @Test
    void probesNeedNoOperator() {
        client().baseUrl("http://127.0.0.1:" + managementPort)
                .build()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=%zz", "?cursor=%", "?limit=5&%ff=1", "/%zz"})
    void answersABrokenEscapeWithAProblem(String query) throws IOException {
        URI address = raw("");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = "GET " + DLQ + query
                    + " HTTP/1.1\r\nHost: desk\r\nX-Hub-Operator: kim\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception");
        }
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Got;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class RoutingTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/notifications, intake",
        "POST, /api/v1/notifications/batch, intake",
        "GET, /api/v1/notifications/me?recipientId=a%20b&limit=5, intake",
        "GET, /api/v1/notifications/0198, intake",
        "HEAD, /api/v1/notifications/0198, intake",
        "DELETE, /api/v1/notifications/0198, intake",
        "PUT, /api/v1/users/u-1, preference",
        "GET, /api/v1/users/%ED%95%9C%EA%B8%80%40x/preferences, preference",
        "DELETE, /api/v1/users/u-1, preference",
        "POST, /api/v1/devices, preference",
        "DELETE, /api/v1/devices/1, preference",
        "GET, /api/v1/unsubscribe/TUFS.Qtgg-_, preference",
        "POST, /api/v1/unsubscribe/TUFS.Qtgg-_, preference",
        "GET, /api/v1/templates, template",
        "POST, /api/v1/templates, template",
        "PUT, /api/v1/templates/7, template",
        "POST, /api/v1/templates/welcome/preview, template",
        "GET, /api/v1/admin/dlq, dlq-admin",
        "POST, /api/v1/admin/dlq/1/replay, dlq-admin",
        "DELETE, /api/v1/admin/dlq/1, dlq-admin",
        "GET, /api/v1/admin/audit?actor=a, dlq-admin",
        "GET, /api/v1/admin/notifications?recipientId=u, intake",
        "GET, /api/v1/dashboard/delivery, dlq-admin",
        "GET, /console/, dlq-admin",
        "GET, /console/app.js, dlq-admin",
    })
    void everyPathReachesTheServiceThatOwnsItUnchanged(HttpMethod method, String path, String owner) throws Exception {
        int status = raw().request(method + " " + path + " HTTP/1.1", "X-Api-Key: " + KEY, "X-Admin-Token: " + TOKEN)
                .status();

        assertThat(status).isEqualTo(200);
        Got got = service(owner).only();
        assertThat(got.method()).isEqualTo(method.name());
        assertThat(got.uri()).isEqualTo(path);
        assertThat(Stream.of(INTAKE, PREFERENCE, TEMPLATE, DLQ_ADMIN)
                        .mapToInt(s -> s.all().size())
                        .sum())
                .isZero();
    }

    @Test
    void bodyAndAnswerPassUnchanged() throws Exception {
        INTAKE.answers(EchoService.Answer.json(202, "{\"notificationId\":\"n\",\"ünïcode\":\"한\"}"));

        client().post()
                .uri("/api/v1/notifications")
                .header("X-Api-Key", KEY)
                .header("Idempotency-Key", "\"k-1\"")
                .header("Content-Type", "application/json")
                .bodyValue("{\"title\":\"한글\"}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .contentType("application/json")
                .expectBody(String.class)
                .isEqualTo("{\"notificationId\":\"n\",\"ünïcode\":\"한\"}");

        Got got = INTAKE.only();
        assertThat(got.text()).isEqualTo("{\"title\":\"한글\"}");
        assertThat(got.header("Content-Type")).startsWith("application/json");
        assertThat(got.header("Idempotency-Key")).isEqualTo("\"k-1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/api/v1/notificationsx",
                "/API/v1/notifications",
                "/api/v1/admin",
                "/api/v1/admin/dlqx",
                "/actuator",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/internal/profiles/u",
                "/v3/api-docs/internal",
                "/v3/api-docs.yaml",
                "/notifications/me",
                "/api/v1/deliveries/1",
                "/api/v1/deliveries/1/2/ack",
                "/api/v1/deliveries/callbacks/unknown",
                "/favicon.ico"
            })
    void nothingElseIsThere(String path) throws Exception {
        RawHttp.Reply reply =
                raw().request("POST " + path + " HTTP/1.1", "X-Api-Key: " + KEY, "X-Admin-Token: " + TOKEN);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.isProblem("NOT_FOUND")).as(reply.text()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/notifications",
        "PATCH, /api/v1/users/u",
        "DELETE, /api/v1/templates/1",
        "POST, /api/v1/admin/audit",
        "GET, /api/v1/deliveries/1/ack",
        "DELETE, /api/v1/unsubscribe/TUFS.Qtgg",
        "PUT, /console/",
        "GET, /console/session",
        "OPTIONS, /api/v1/notifications",
        "TRACE, /api/v1/notifications",
        "BREW, /api/v1/notifications",
    })
    void aMethodThatNoPathThereHasIsNotAllowed(String method, String path) throws Exception {
        RawHttp.Reply reply = raw().request(method + " " + path + " HTTP/1.1");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.isProblem("METHOD_NOT_ALLOWED")).as(reply.text()).isTrue();
        assertThat(reply.text()).containsIgnoringCase("\r\nallow: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/notifications/../admin/dlq",
                "/api/v1/notifications/..",
                "/api/v1/notifications/./me",
                "/api/v1//notifications",
                "//api/v1/notifications",
                "/api/v1/users/a%2Fb",
                "/api/v1/users/a%2fpreferences",
                "/api/v1/users/%2e%2e/devices",
                "/api/v1/users/a%5cb",
                "/api/v1/users/a%252fb",
                "/api/v1/users/%252e%252e/devices",
                "/api/v1/users/%25252e/devices",
                "/api/v1/users/%u002e%u002e/devices",
                "/api/v1/users/..;/admin/dlq",
                "/api/v1/users/a;/../b",
                "/api/v1/users/.%2e/devices",
                "/api/v1/users/a;x=1",
                "/api/v1/users;/a",
                "/api/v1/users/a%00",
                "/api/v1/users/a%0d%0aX-Hub-Producer:%20x",
                "/api/v1/users/a\\..\\b",
                "/api/v1/users/a|b",
                "/api/v1/users/%zz",
                "/api/v1/users/한",
                "/api/v1/users/a#b"
            })
    void pathsThatCouldBeReadInTwoWaysAreRefused(String path) throws Exception {
        RawHttp.Reply reply = raw().request("GET " + path + " HTTP/1.1", "X-Api-Key: " + KEY);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.isProblem("INVALID_REQUEST")).as(reply.text()).isTrue();
        assertThat(PREFERENCE.all()).isEmpty();
        assertThat(INTAKE.all()).isEmpty();
    }

    @Test
    void anAbsoluteTargetLeadsNowhereElse() throws Exception {
        int status = raw().request("GET http://127.0.0.1:9/api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY)
                .status();

        assertThat(status).isEqualTo(200);
        assertThat(PREFERENCE.only().uri()).isEqualTo("/api/v1/users/u");
    }

    private static EchoService service(String name) {
        return switch (name) {
            case "intake" -> INTAKE;
            case "preference" -> PREFERENCE;
            case "template" -> TEMPLATE;
            case "dlq-admin" -> DLQ_ADMIN;
            default -> throw new IllegalArgumentException(name);
        };
    }
}

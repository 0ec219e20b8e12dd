package io.notificationhub.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.intake.IntakeTest;
import io.notificationhub.web.HubHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Bad input is a problem document with a code, and leaves nothing behind. */
class BadRequestTest extends IntakeTest {
    private static final String REST = "\"title\":\"t\",\"body\":\"b\"";

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{", ""),
                Arguments.of("[]", ""),
                Arguments.of("null", ""),
                Arguments.of("{} {}", ""),
                Arguments.of("{\"recipientId\":\"r\",\"recipientId\":\"s\",\"kind\":\"SERVICE\"," + REST + "}", ""),
                Arguments.of("{\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":\" \",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":5,\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of(
                        "{\"recipientId\":\"" + "r".repeat(129) + "\",\"kind\":\"SERVICE\"," + REST + "}",
                        "recipientId"),
                Arguments.of("{\"recipientId\":\"a\\u0000b\",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":\"a\\nb\",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":\"a\\u0085b\",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":\"a\\u2028b\",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":\"r\"," + REST + "}", "kind"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":\"service\"," + REST + "}", "kind"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":1," + REST + "}", "kind"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"title\":\"t\"}", "body"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"body\":\"b\"}", "title"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":\"SERVICE\"}", "title"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"title\":\"" + "t".repeat(201)
                                + "\",\"body\":\"b\"}",
                        "title"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"title\":\"t\",\"body\":\"" + "b".repeat(4001)
                                + "\"}",
                        "body"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"title\":\"t\",\"body\":\"x\\u0000y\"}", "body"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"title\":\"t\",\"body\":\"x\\ud800y\"}", "body"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"templateKey\":\"k\"," + REST + "}",
                        "templateKey"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"payload\":{}}", "templateKey"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"templateKey\":\"k\",\"payload\":{\"a\":1}}",
                        "payload.a"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"templateKey\":\"k\",\"payload\":{\"a\":null}}",
                        "payload.a"),
                Arguments.of("{\"recipientId\":\"a/b\",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of("{\"recipientId\":\"..\",\"kind\":\"SERVICE\"," + REST + "}", "recipientId"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"channels\":[\"FAX\"]}",
                        "channels[0]"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"channels\":[null]}", "channels"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"channels\":\"SMS\"}", "channels"),
                Arguments.of("{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"locale\":\"x!\"}", "locale"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"sendAt\":\"tomorrow\"}", "sendAt"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"sendAt\":1800000000}", "sendAt"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"sendAt\":\"9999-01-01T00:00:00Z\"}",
                        "sendAt"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST
                                + ",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                        "expiresAt"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"onQuietHours\":\"LATER\"}",
                        "onQuietHours"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST
                                + ",\"addresses\":{\"EMAIL\":\"nobody\"}}",
                        "addresses.EMAIL"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST
                                + ",\"addresses\":{\"EMAIL\":\"a..b@x..y\"}}",
                        "addresses.EMAIL"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST
                                + ",\"addresses\":{\"SMS\":\"01012345678\"}}",
                        "addresses.SMS"),
                Arguments.of(
                        "{\"recipientId\":\"r\",\"kind\":\"SERVICE\"," + REST + ",\"addresses\":{\"PUSH\":\"short\"}}",
                        "addresses.PUSH"),
                Arguments.of("[".repeat(60) + "]".repeat(60), ""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBadBodyIsRefusedByName(String body, String field) {
        long before = count("notification") + count("outbox") + count("idempotency_key");

        Answer answer = post("bad-" + body.hashCode(), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        if (!field.isEmpty()) {
            assertThat(answer.body()
                            .path("errors")
                            .valueStream()
                            .map(each -> each.path("field").asString()))
                    .contains(field);
        }
        assertThat(count("notification") + count("outbox") + count("idempotency_key"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "with space", "tab\there", "ümlaut"})
    void aBadKeyIsRefused(String key) {
        assertThat(post(key, request()).text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(post("k".repeat(129), request()).text("code")).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aMissingKeyHasACodeOfItsOwn() {
        Answer answer = answer(producer()
                .post()
                .uri("/api/v1/notifications")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(request()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/notifications/me",
                "/api/v1/notifications/me?recipientId=r&cursor=nonsense",
                "/api/v1/notifications/me?recipientId=r&cursor=!!!",
                "/api/v1/notifications/me?recipientId=r&limit=0",
                "/api/v1/notifications/me?recipientId=r&limit=101",
                "/api/v1/notifications/me?recipientId=r&limit=ten",
                "/api/v1/notifications/me?recipientId=r&kind=NONSENSE",
                "/api/v1/notifications/me?recipientId=r&channel=FAX",
                "/api/v1/notifications/me?recipientId=r&status=LOST",
                "/api/v1/notifications/not-an-id"
            })
    void aBadQueryIsRefused(String uri) {
        Answer answer = get(uri);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=",
                "kind",
                "kind=SERVICE&kind=SECURITY",
                "kind=SERVICE,SECURITY",
                "channel=",
                "channel=SMS&channel=SMS",
                "status=",
                "status=FANNED_OUT&status=CANCELLED",
                "limit=",
                "limit=1&limit=2",
                "cursor=",
                "recipientId=r2",
            })
    void aFilterThatIsEmptyOrStandsTwiceIsRefusedByItsName(String parameter) {
        String name = parameter.replaceAll("=.*", "");
        for (String list : List.of("/api/v1/notifications/me", "/api/v1/admin/notifications")) {
            boolean known = !list.contains("admin")
                    || Set.of("limit", "cursor", "recipientId").contains(name);
            Answer answer = answer(
                    producer().get().uri(list + "?recipientId=r&" + parameter).header(HubHeaders.OPERATOR, "kim"));

            assertThat(answer.status()).as(list).isEqualTo(known ? 400 : 200);
            if (known) {
                assertThat(answer.body().at("/errors/0/field").asString("")).isEqualTo(name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /batch, POST",
        "DELETE, /batch, POST",
        "DELETE, /me, GET",
        "POST, /me, GET",
        "PUT, /01981d3c-7b2a-7c3e-9a41-3f2b8c1d4e5f, 'GET,DELETE'"
    })
    void aMethodThatAPathLacksIsNotTakenForAnId(String method, String path, String allowed) {
        // Not by the client that looks the answer up in the document: there, too, it could be taken for an id.
        WebTestClient.bindToServer()
                .baseUrl(baseUrl())
                .defaultHeader(HubHeaders.PRODUCER, "shop")
                .build()
                .method(HttpMethod.valueOf(method))
                .uri("/api/v1/notifications" + path)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .value("Allow", allow -> assertThat(allow).contains(allowed.split(",")))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("METHOD_NOT_ALLOWED");
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class HardeningTest extends GatewayTest {
    private static final String USER = "GET /api/v1/users/u HTTP/1.1";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void anEndlessRequestLineIsRefused() throws Exception {
        RawHttp.Reply reply = raw().request("GET /api/v1/users/" + "u".repeat(5000) + " HTTP/1.1");

        assertThat(reply.status()).isEqualTo(414);
        assertThat(reply.isProblem("URI_TOO_LONG")).as(reply.text()).isTrue();
    }

    @Test
    void endlessHeadersAreRefused() throws Exception {
        RawHttp.Reply reply = raw().request(USER, "X-Padding: " + "x".repeat(20_000));

        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.isProblem("HEADERS_TOO_LARGE")).as(reply.text()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "\0\1\2\r\n\r\n",
                "GET /api/v1/users/u HTTP/1.1\r\nHost: h\r\nbad header\r\n\r\n",
                "GET /api/v1/users/u HTTP/1.1\r\nHost: h\r\nX-A: a\0b\r\n\r\n",
                "POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"
            })
    void whatIsNoRequestIsRefused(String bytes) throws Exception {
        RawHttp.Reply reply = raw().send(bytes);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.isProblem("INVALID_REQUEST")).as(reply.text()).isTrue();
        assertThat(INTAKE.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\nx\r\n0\r\n\r\n", "5\r\nabcdefgh\r\n0\r\n\r\n", "ffffffffffffffffff\r\n"})
    void aBodyWhosePiecesCannotBeToldApartIsRefused(String pieces) throws Exception {
        RawHttp.Reply reply = raw().send("POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nX-Api-Key: " + KEY
                + "\r\ntraceparent: " + TRACEPARENT + "\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.isProblem("INVALID_REQUEST")).as(reply.text()).isTrue();
        assertThat(reply.text())
                .contains("\"instance\":\"/api/v1/notifications\"", "\"traceId\":\"" + TRACEPARENT.substring(3, 35))
                .containsOnlyOnce("HTTP/1.1");
        assertThat(INTAKE.all()).isEmpty();
    }

    /** As far as it was read. */
    @Test
    void whatIsNoRequestIsAnsweredLikeARequest() throws Exception {
        RawHttp.Reply known = raw().send("GET /api/v1/users/u HTTP/1.1\r\nHost: h\r\ntraceparent: " + TRACEPARENT
                + "\r\nbad header\r\n\r\n");
        RawHttp.Reply unknown = raw().send("\0\1\2\r\n\r\n");

        assertThat(known.text())
                .contains("\"instance\":\"/api/v1/users/u\"", "\"traceId\":\"" + TRACEPARENT.substring(3, 35) + "\"");
        assertThat(unknown.text()).contains("\"instance\":\"/\"").containsPattern("\"traceId\":\"[0-9a-f]{32}\"");
        for (RawHttp.Reply reply : new RawHttp.Reply[] {known, unknown}) {
            assertThat(reply.isProblem("INVALID_REQUEST")).isTrue();
            assertThat(reply.text())
                    .containsIgnoringCase("x-content-type-options: nosniff\r\n")
                    .containsPattern("(?i)x-request-id: [0-9a-f]{32}\r\n");
        }
    }

    @Test
    void aRequestThatIsTwoAtOnceReachesTheServiceAsOne() throws Exception {
        String smuggled = "GET /api/v1/admin/notifications HTTP/1.1\r\nHost: h\r\n\r\n";
        raw().send("POST /api/v1/notifications HTTP/1.1\r\nHost: h\r\nX-Api-Key: " + KEY
                + "\r\nConnection: close\r\nContent-Length: " + (smuggled.length() + 5)
                + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled);

        assertThat(INTAKE.all())
                .allMatch(got -> got.method().equals("POST") && got.bytes().isEmpty());
    }

    @Test
    void answersProtectABrowserWhoeverWroteThem() throws Exception {
        RawHttp.Reply passed = raw().request(USER, "X-Api-Key: " + KEY);
        RawHttp.Reply refused = raw().request(USER);

        for (RawHttp.Reply reply : new RawHttp.Reply[] {passed, refused}) {
            assertThat(reply.text())
                    .containsIgnoringCase("x-content-type-options: nosniff\r\n")
                    .containsIgnoringCase("cache-control: no-store\r\n")
                    .containsIgnoringCase("x-frame-options: deny\r\n")
                    .containsIgnoringCase("referrer-policy: no-referrer\r\n")
                    .doesNotContainIgnoringCase("access-control-")
                    .doesNotContainIgnoringCase("\r\nserver:");
        }
    }

    @Test
    void aServiceDecidesAboutCachingButNotAboutTheConnection() throws Exception {
        DLQ_ADMIN.answers(response -> response.header("Cache-Control", "max-age=60")
                .header("ETag", "\"1\"")
                .header("Server", "secret/1.2")
                .header("Keep-Alive", "timeout=5")
                .header("X-Frame-Options", "ALLOWALL")
                .sendString(Mono.just("<html>"))
                .then());

        RawHttp.Reply reply = raw().request("GET /console/ HTTP/1.1");

        assertThat(reply.text())
                .containsIgnoringCase("cache-control: max-age=60\r\n")
                .containsIgnoringCase("etag: \"1\"")
                .doesNotContain("secret/1.2", "timeout=5", "no-store", "ALLOWALL");
    }

    @Test
    void anotherSitesScriptGetsNoPermission() throws Exception {
        RawHttp.Reply asked = raw().request(
                        "OPTIONS /api/v1/users/u HTTP/1.1",
                        "Origin: https://evil.example",
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: x-api-key");
        RawHttp.Reply called = raw().request(USER, "Origin: https://evil.example", "X-Api-Key: " + KEY);

        assertThat(asked.status()).isEqualTo(405);
        assertThat(asked.text() + called.text()).doesNotContainIgnoringCase("access-control-allow");
        assertThat(PREFERENCE.only().header("Origin")).isNull();
    }

    @Test
    void anEmptyAnswerStaysEmpty() throws Exception {
        PREFERENCE.answers(response -> response.status(204).send());

        RawHttp.Reply reply = raw().request("DELETE /api/v1/users/u HTTP/1.1", "X-Api-Key: " + KEY);

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.text()).endsWith("\r\n\r\n");
    }

    @Test
    void aRequestThatWaitsForPermissionGetsIt() throws Exception {
        PREFERENCE.answers(Answer.json(201, "{}"));

        RawHttp.Reply reply = raw().send("PUT /api/v1/users/u HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Api-Key: "
                + KEY + "\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(reply.text()).startsWith("HTTP/1.1 100").contains("HTTP/1.1 201");
        assertThat(PREFERENCE.only().text()).isEqualTo("{}");
    }
}

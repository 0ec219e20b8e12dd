package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Got;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest extends GatewayTest {
    private static final String LONG = "x".repeat(5000);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, /api/v1/notifications, -, -, UNAUTHORIZED",
                "POST, /api/v1/notifications, wrong, -, UNAUTHORIZED",
                "POST, /api/v1/notifications, '', -, UNAUTHORIZED",
                "POST, /api/v1/notifications, LOCAL-PRODUCER, -, UNAUTHORIZED",
                "POST, /api/v1/notifications, LONG, -, UNAUTHORIZED",
                // The digest is what is stored; it is no key itself.
                "GET, /api/v1/users/u, 6de64277ca572b4d5555ddc2a742f0ce84f8e580c7d69df4da267ee5eca85932, -, UNAUTHORIZED",
                "GET, /api/v1/notifications/1, local-admin, local-admin, UNAUTHORIZED",
                "DELETE, /api/v1/devices/1, -, local-admin, UNAUTHORIZED",
                "GET, /api/v1/templates, -, -, UNAUTHORIZED",
                "GET, /api/v1/templates, wrong, -, UNAUTHORIZED",
                "GET, /api/v1/templates, -, wrong, UNAUTHORIZED_ADMIN",
                "POST, /api/v1/templates, local-producer, -, UNAUTHORIZED_ADMIN",
                "PUT, /api/v1/templates/1, local-producer, local-producer, UNAUTHORIZED_ADMIN",
                "POST, /api/v1/templates/k/preview, -, wrong, UNAUTHORIZED_ADMIN",
                "GET, /api/v1/admin/dlq, -, -, UNAUTHORIZED_ADMIN",
                "GET, /api/v1/admin/dlq, -, '', UNAUTHORIZED_ADMIN",
                "DELETE, /api/v1/admin/dlq/1, local-producer, -, UNAUTHORIZED_ADMIN",
                "GET, /api/v1/admin/audit, -, LONG, UNAUTHORIZED_ADMIN",
                "GET, /api/v1/admin/notifications, local-producer, -, UNAUTHORIZED_ADMIN",
                "GET, /api/v1/dashboard/failures, -, wrong, UNAUTHORIZED_ADMIN",
            })
    void whoProvesNothingStaysOutside(String method, String path, String key, String token, String code)
            throws Exception {
        RawHttp.Reply reply = raw().request(
                        method + " " + path + " HTTP/1.1", header("X-Api-Key", key), header("X-Admin-Token", token));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.isProblem(code)).as(reply.text()).isTrue();
        assertThat(INTAKE.all()).isEmpty();
        assertThat(PREFERENCE.all()).isEmpty();
        assertThat(TEMPLATE.all()).isEmpty();
        assertThat(DLQ_ADMIN.all()).isEmpty();
    }

    private static String header(String name, String value) {
        return value == null ? "X-Nothing: x" : name + ": " + (value.equals("LONG") ? LONG : value);
    }

    @Test
    void theServiceLearnsWhichProducerCallsAndNothingElse() throws Exception {
        raw().request(
                        "GET /api/v1/users/u HTTP/1.1",
                        "X-Api-Key: " + KEY,
                        "X-Admin-Token: " + TOKEN,
                        "Authorization: Bearer abc",
                        "Cookie: session=1",
                        "Proxy-Authorization: Basic abc");

        Got got = PREFERENCE.only();
        assertThat(got.header("X-Hub-Producer")).isEqualTo("local-producer");
        assertThat(got.header("X-Hub-Scopes")).isEqualTo("read:any");
        assertThat(got.header("X-Hub-Operator")).isNull();
        assertThat(got.header("X-Hub-Client-Ip")).isEqualTo("127.0.0.1");
        for (String secret :
                new String[] {"X-Api-Key", "X-Admin-Token", "Authorization", "Cookie", "Proxy-Authorization"}) {
            assertThat(got.header(secret)).as(secret).isNull();
        }
    }

    @Test
    void theServiceLearnsWhichOperatorCalls() throws Exception {
        raw().request("GET /api/v1/templates HTTP/1.1", "X-Admin-Token: " + TOKEN);

        Got got = TEMPLATE.only();
        assertThat(got.header("X-Hub-Operator")).isEqualTo("local-operator");
        assertThat(got.header("X-Hub-Producer")).isNull();
        assertThat(got.header("X-Hub-Scopes")).isNull();
    }

    @Test
    void aTemplateIsReadByAProducerAlsoBesideAWrongToken() throws Exception {
        int status = raw().request("GET /api/v1/templates HTTP/1.1", "X-Api-Key: " + KEY, "X-Admin-Token: wrong")
                .status();

        assertThat(status).isEqualTo(200);
        assertThat(TEMPLATE.only().header("X-Hub-Producer")).isEqualTo("local-producer");
    }

    @Test
    void theConsolePageNeedsNoProofAndGivesNone() throws Exception {
        int status = raw().request("GET /console/ HTTP/1.1", "X-Hub-Operator: me", "X-Admin-Token: " + TOKEN)
                .status();

        assertThat(status).isEqualTo(200);
        Got got = DLQ_ADMIN.only();
        assertThat(got.header("X-Hub-Operator")).isNull();
        assertThat(got.header("X-Admin-Token")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Hub-Producer: victim",
                "x-hub-producer: victim",
                "X-HUB-SCOPES: read:any admin",
                "X-Hub-Operator: root",
                "X-Hub-Client-Ip: 6.6.6.6",
                "X-Hub-Vendor: twilio",
                "X-Hub-Inner-Secret: guess",
                "X-Hub-Anything: x",
                "X_Hub_Producer: victim",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Prefix: /admin",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "Forwarded: for=6.6.6.6",
                "X-Real-IP: 6.6.6.6",
                "X-HTTP-Method-Override: DELETE",
                "X-Original-URL: /api/v1/admin/dlq",
                "Connection: X-Hub-Producer, close",
                "Upgrade: websocket",
                "TE: trailers"
            })
    void nothingAClientSaysAboutItselfIsBelieved(String header) throws Exception {
        raw().request("GET /api/v1/notifications/1 HTTP/1.1", "X-Api-Key: " + KEY, header);

        Got got = INTAKE.only();
        assertThat(got.uri()).isEqualTo("/api/v1/notifications/1");
        assertThat(got.method()).isEqualTo("GET");
        assertThat(got.headers().getAll("X-Hub-Producer")).containsExactly("local-producer");
        assertThat(got.headers().getAll("X-Hub-Client-Ip")).containsExactly("127.0.0.1");
        assertThat(got.headers().getAll("X-Hub-Inner-Secret")).containsExactly(INNER_SECRET);
        assertThat(got.headers().names())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder(
                        "host",
                        "accept",
                        "user-agent",
                        "traceparent",
                        "x-request-id",
                        "x-hub-producer",
                        "x-hub-scopes",
                        "x-hub-client-ip",
                        "x-hub-inner-secret");
    }

    @Test
    void aKeyOnAnotherHeaderLineIsNotLookedFor() throws Exception {
        RawHttp.Reply reply = raw().request("GET /api/v1/users/u HTTP/1.1", "X-Api-Key: wrong", "X-Api-Key: " + KEY);

        assertThat(reply.status()).isEqualTo(401);
    }
}

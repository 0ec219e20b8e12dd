package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Answer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;

/** With two origins configured; {@link HardeningTest} shows that there are none by default. */
@TestPropertySource(properties = "hub.gateway.cors.allowed-origins=https://shop.example,http://localhost:3000")
class CorsTest extends GatewayTest {
    private static final String USER = "/api/v1/users/u";
    private static final String SHOP = "Origin: https://shop.example";

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "http://localhost:3000"})
    void aNamedOriginIsToldWhatItMaySend(String origin) throws Exception {
        RawHttp.Reply reply = ask(USER, "Origin: " + origin);

        assertThat(reply.status()).as(reply.text()).isEqualTo(204);
        assertThat(reply.text())
                .containsIgnoringCase("access-control-allow-origin: " + origin + "\r\n")
                .containsPattern("(?i)access-control-allow-methods: [A-Z, ]*PUT")
                .containsPattern("(?i)access-control-allow-headers: .*X-Api-Key")
                .containsPattern("(?i)access-control-allow-headers: .*Idempotency-Key")
                .containsIgnoringCase("access-control-max-age: 600\r\n")
                .containsIgnoringCase("vary: origin\r\n")
                .doesNotContainIgnoringCase("access-control-allow-credentials");
        assertThat(PREFERENCE.all()).as("a question is no request").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://evil.example/https://shop.example",
                "https://SHOP.example",
                "https://shop.example, https://evil.example",
                "null",
                "*"
            })
    void anyOtherOriginIsToldNothing(String origin) throws Exception {
        RawHttp.Reply asked = ask(USER, "Origin: " + origin);
        RawHttp.Reply called = raw().request("GET " + USER + " HTTP/1.1", "Origin: " + origin, "X-Api-Key: " + KEY);

        assertThat(asked.status()).isEqualTo(405);
        assertThat(called.status()).isEqualTo(200);
        assertThat(asked.text() + called.text())
                .doesNotContainIgnoringCase("access-control-")
                .containsIgnoringCase("vary: origin\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/, 405",
        "/console/session, 405",
        "/api/v1/deliveries/1/ack, 405",
        "/v3/api-docs, 405",
        "/actuator/health, 404",
        "/api/v1/users/../admin, 400",
    })
    void whatNoPageOfAnotherOriginHasAnyBusinessWithStaysClosed(String path, int status) throws Exception {
        RawHttp.Reply reply = ask(path, SHOP);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).doesNotContainIgnoringCase("access-control-");
    }

    /** Refusals too, or the page could not tell a wrong key from a network that is down. */
    @Test
    void everyAnswerIsShownToANamedOriginWhateverTheServiceSays() throws Exception {
        PREFERENCE.answers(response -> response.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Credentials", "true")
                .header("Vary", "Accept-Encoding")
                .sendString(Mono.just("{}"))
                .then());
        RawHttp.Reply answered = raw().request("GET " + USER + " HTTP/1.1", SHOP, "X-Api-Key: " + KEY);
        RawHttp.Reply stranger = raw().request("GET " + USER + " HTTP/1.1", SHOP);
        PREFERENCE.answers(Answer.cut());
        RawHttp.Reply down = raw().request("PUT " + USER + " HTTP/1.1", SHOP, "X-Api-Key: " + KEY, "Content-Length: 0");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(stranger.isProblem("UNAUTHORIZED")).isTrue();
        assertThat(down.isProblem("TEMPORARILY_UNAVAILABLE")).isTrue();
        for (RawHttp.Reply reply : new RawHttp.Reply[] {answered, stranger, down}) {
            assertThat(reply.text())
                    .containsOnlyOnce("Access-Control-Allow-Origin: https://shop.example\r\n")
                    .containsPattern("(?i)access-control-expose-headers: .*Retry-After")
                    .containsPattern("(?im)^vary: .*origin")
                    .doesNotContainIgnoringCase("access-control-allow-credentials");
        }
        assertThat(answered.text()).containsIgnoringCase("accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example",
                "null",
                "shop.example",
                "https://shop.example/",
                "https://Shop.example",
                ""
            })
    void anOriginIsConfiguredExactly(String origin) {
        assertThat(new CorsProperties(Set.of(origin), Duration.ZERO).isExact()).isFalse();
        assertThat(new CorsProperties(Set.of("https://shop.example", "http://10.0.0.7:3000"), Duration.ZERO).isExact())
                .isTrue();
    }

    private RawHttp.Reply ask(String path, String origin) throws Exception {
        return raw().request(
                        "OPTIONS " + path + " HTTP/1.1",
                        origin,
                        "Access-Control-Request-Method: PUT",
                        "Access-Control-Request-Headers: x-api-key, content-type");
    }
}

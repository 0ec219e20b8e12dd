package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Got;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "hub.gateway.webhooks.public-url=https://hub.example")
class ConsoleSessionTest extends GatewayTest {
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (hub_operator=[^;]*)(.*)\r\n");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @Autowired
    Clock clock;

    @Test
    void theRightTokenSetsACookieThatNoScriptAndNoOtherSiteCanUse() throws Exception {
        RawHttp.Reply reply = signIn(JSON, "{\"token\":\"" + TOKEN + "\"}");

        assertThat(reply.status()).isEqualTo(204);
        Matcher cookie = COOKIE.matcher(reply.text());
        assertThat(cookie.find()).as(reply.text()).isTrue();
        assertThat(cookie.group(2))
                .containsIgnoringCase("; httponly;")
                .contains("SameSite=Strict", "Secure", "Path=/", "Max-Age=28800");
        assertThat(reply.text()).containsIgnoringCase("cache-control: no-store");
        assertThat(DLQ_ADMIN.all()).isEmpty();
    }

    @Test
    void aFormIsLedToTheConsole() throws Exception {
        RawHttp.Reply reply = signIn(FORM, "lang=ko&token=" + TOKEN);

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.text()).containsIgnoringCase("location: /console/\r\n");
        RawHttp.Reply htmx = signIn(FORM, "token=" + TOKEN, "HX-Request: true");
        assertThat(htmx.status()).isEqualTo(204);
        assertThat(htmx.text()).containsIgnoringCase("hx-redirect: /console/\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"token\":\"wrong\"}                | 401",
                "application/json | {\"token\":5}                        | 401",
                "application/json | {}                                   | 401",
                "application/json | ''                                   | 401",
                "application/json | {\"token\":                          | 400",
                "application/x-www-form-urlencoded | token=wrong         | 401",
                "application/x-www-form-urlencoded | token=              | 401",
                "application/x-www-form-urlencoded | TOKEN=local-admin   | 401",
                "application/x-www-form-urlencoded | token=%zz           | 400",
                "text/plain                        | local-admin         | 400",
                "///                               | local-admin         | 400",
            })
    void anythingElseSignsNobodyIn(String type, String body, int status) throws Exception {
        RawHttp.Reply reply = signIn(type, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void anotherSiteCanSignNobodyIn() throws Exception {
        RawHttp.Reply reply = signIn(FORM, "token=" + TOKEN, "Sec-Fetch-Site: cross-site");

        assertThat(reply.isProblem("FORBIDDEN")).isTrue();
        assertThat(reply.text()).doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void signingOutTakesTheCookieBack() throws Exception {
        RawHttp.Reply reply = raw().request("DELETE /console/session HTTP/1.1", "Cookie: " + cookie());

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.text())
                .containsIgnoringCase("set-cookie: hub_operator=;")
                .contains("Max-Age=0");
    }

    @Test
    void whoIsSignedInIsKnownToTheConsoleAndToTheOperatorsPaths() throws Exception {
        String cookie = "Cookie: a=b; " + cookie();
        for (String path : new String[] {"/console/", "/console/desk?page=2", "/api/v1/admin/dlq"}) {
            assertThat(raw().request("GET " + path + " HTTP/1.1", cookie, "HX-Target: rows")
                            .status())
                    .isEqualTo(200);
            Got got = DLQ_ADMIN.only();
            assertThat(got.header("X-Hub-Operator")).as(path).isEqualTo("local-operator");
            assertThat(got.header("HX-Target")).isEqualTo("rows");
            assertThat(got.header("Cookie")).as("no credential goes further").isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/desk/1/replay", "/api/v1/admin/dlq/1/replay"})
    void aChangeNeedsAHeaderThatNoOtherSiteCanSend(String path) throws Exception {
        String cookie = "Cookie: " + cookie();
        assertThat(change(path, cookie, "X-Console: 1").status()).isEqualTo(200);
        assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isEqualTo("local-operator");
        assertThat(change(path, cookie, "HX-Request: true").status()).isEqualTo(200);
        assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isEqualTo("local-operator");

        assertThat(change(path, cookie).isProblem("FORBIDDEN")).isTrue();
        assertThat(change(path, cookie, "X-Console: 0").isProblem("FORBIDDEN")).isTrue();
        assertThat(change(path, cookie, "X-Console: 1", "Sec-Fetch-Site: same-site")
                        .isProblem("FORBIDDEN"))
                .isTrue();
        assertThat(change(path, "X-Console: 1").isProblem("UNAUTHORIZED_ADMIN")).isTrue();
        assertThat(DLQ_ADMIN.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", ".", "9.", "x.y", "99999999999999999999.bG9jYWwtYWRtaW4", "9999999999.!!"})
    void aCookieThatIsNoneOpensNothing(String value) throws Exception {
        opensNothing("Cookie: hub_operator=" + value);
    }

    @Test
    void aSessionEnds() throws Exception {
        long past = clock.instant().minus(Duration.ofSeconds(1)).getEpochSecond();
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(TOKEN.getBytes(UTF_8));
        opensNothing("Cookie: hub_operator=" + past + "." + token);
    }

    private void opensNothing(String cookie) throws Exception {
        assertThat(raw().request("GET /console/ HTTP/1.1", cookie).status())
                .as("the page that asks for the token")
                .isEqualTo(200);
        assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isNull();
        assertThat(raw().request("GET /api/v1/admin/dlq HTTP/1.1", cookie).isProblem("UNAUTHORIZED_ADMIN"))
                .isTrue();
        assertThat(DLQ_ADMIN.all()).isEmpty();
    }

    private String cookie() throws IOException {
        Matcher cookie =
                COOKIE.matcher(signIn(JSON, "{\"token\":\"" + TOKEN + "\"}").text());
        assertThat(cookie.find()).isTrue();
        return cookie.group(1);
    }

    private RawHttp.Reply change(String path, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: 0";
        return raw().request("POST " + path + " HTTP/1.1", all);
    }

    private RawHttp.Reply signIn(String type, String body, String... headers) throws IOException {
        return raw().send("POST /console/session HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\nContent-Type: "
                + type + "\r\nContent-Length: " + body.length() + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n" + body);
    }
}

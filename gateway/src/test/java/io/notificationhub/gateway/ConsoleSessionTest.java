package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.gateway.EchoService.Got;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.WebProperties;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.util.unit.DataSize;

@TestPropertySource(properties = "hub.gateway.webhooks.public-url=https://hub.example")
class ConsoleSessionTest extends GatewayTest {
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (hub_operator=[^;]*)(.*)\r\n");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @Autowired
    Clock clock;

    @Autowired
    Operators operators;

    @Autowired
    OperatorProperties properties;

    @Autowired
    WebProperties web;

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
    void signingOutEndsTheSessionForWhoeverKeptTheCookieToo() throws Exception {
        String session = cookie();
        String other = seal(known(), web, Clock.offset(clock, Duration.ofSeconds(-9)));

        raw().request("DELETE /console/session HTTP/1.1", "Cookie: " + session);

        opensNothing("Cookie: " + session);
        isOpen(other);
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

    @Test
    void theCookieHoldsNothingOfTheToken() throws Exception {
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString("local-operator".getBytes(UTF_8));

        assertThat(cookie()).matches("hub_operator=\\d+\\.\\d+\\." + name + "\\.[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong",
                "",
                ".",
                "..",
                "9.",
                "x.y",
                "x.y.z",
                "1.9999999999999.!!.!!",
                "1.9999999999999.bG9jYWwtb3BlcmF0b3I.",
                // The token and an end of one's own choice, as it was once enough.
                "9999999999.bG9jYWwtYWRtaW4"
            })
    void aCookieThatIsNoneOpensNothing(String value) throws Exception {
        opensNothing("Cookie: hub_operator=" + value);
    }

    @Test
    void aCookieWithAnyCharacterChangedOpensNothing() throws Exception {
        String session = seal(known(), web, clock);
        isOpen(session);

        for (int i = 0; i < session.length(); i++) {
            char other = session.charAt(i) == '1' ? '2' : '1';
            opensNothing("Cookie: hub_operator=" + session.substring(0, i) + other + session.substring(i + 1));
        }
        opensNothing("Cookie: hub_operator=" + session + "A");
    }

    @Test
    void aSessionThatAnotherGatewayBeganIsKnownHereUntilItEnds() throws Exception {
        Duration session = properties.session();

        isOpen(seal(known(), web, clock));
        isOpen(seal(known(), web, Clock.offset(clock, Duration.ofSeconds(60).minus(session))));
        opensNothing("Cookie: hub_operator="
                + seal(known(), web, Clock.offset(clock, Duration.ofSeconds(-1).minus(session))));
    }

    @Test
    void whoDoesNotKnowTheInnerSecretBeginsNoSession() throws Exception {
        opensNothing("Cookie: hub_operator=" + seal(known(), secrets("a guess", ""), clock));
        assertThatThrownBy(() -> seal(known(), secrets("", ""), clock)).isInstanceOf(ProblemException.class);
    }

    @Test
    void sessionsOutlastAReplacementOfTheInnerSecret() {
        String session = seal(known(), web, clock);

        assertThat(new SessionSeal(operators, properties, secrets("new", INNER_SECRET), clock).operator(session))
                .isEqualTo(new Identity.Operator("local-operator"));
        assertThat(new SessionSeal(operators, properties, secrets("new", ""), clock).operator(session))
                .isNull();
    }

    @Test
    void theSessionsOfATokenThatWasRemovedEnd() throws Exception {
        OperatorProperties.Token removed = new OperatorProperties.Token("local-operator", "0".repeat(64));

        opensNothing("Cookie: hub_operator=" + seal(removed, web, clock));
    }

    /** A session that a gateway of its own began. */
    private String seal(OperatorProperties.Token token, WebProperties web, Clock clock) {
        Operators.Proven proven =
                new Operators.Proven(new Identity.Operator(token.name()), token.tokenSha256(), Instant.MAX);
        return new SessionSeal(operators, properties, web, clock).begin(proven);
    }

    private OperatorProperties.Token known() {
        return properties.tokens().getFirst();
    }

    private static WebProperties secrets(String inner, String previous) {
        return new WebProperties(DataSize.ofBytes(1), DataSize.ofBytes(1), 0, Duration.ZERO, false, inner, previous);
    }

    private void isOpen(String session) throws Exception {
        assertThat(raw().request("GET /api/v1/admin/dlq HTTP/1.1", "Cookie: hub_operator=" + session)
                        .status())
                .isEqualTo(200);
        assertThat(DLQ_ADMIN.only().header("X-Hub-Operator")).isEqualTo("local-operator");
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

package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.web.HubHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What the console answers, seen without a browser. */
class ConsoleTest extends DeskTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/en/",
                "/console/en/desk",
                "/console/ko/desk/0190a000-0000-7000-8000-000000000000",
                "/console/en/audit",
                "/console/en/find?q=anyone",
                "/console/en/nothing",
                "/%63onsole/en/desk",
                "/console;x=y/en/desk"
            })
    void showsAStrangerTheSignInPageAndNothingElse(String path) {
        String page = text(
                client().build().get().uri(raw(path)).exchange().expectStatus().isOk());

        assertThat(page).contains("id=\"sign-in\"").doesNotContain("<table", "sign-out");
        assertThat(page)
                .as("without its script a browser would send the token in the address")
                .contains("<button type=\"submit\" disabled>");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /console/en/part/health",
        "GET,  /console/en/part/deliveries.json",
        "POST, /console/en/part/bulk/replay/start",
        "POST, /console/en/part/desk/0190a000-0000-7000-8000-000000000000/discard",
        "POST, /console/en/desk",
        "DELETE, /console/en/"
    })
    void sendsAStrangersScriptsBackToSignIn(String method, String path) {
        client().build()
                .method(HttpMethod.valueOf(method))
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("HX-Redirect", "/console/en/?ended")
                .expectBody()
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'ko-KR,ko;q=0.9,en;q=0.5', ko", "'en-GB,ko;q=0.1', en", "'fr', en", "'***', en"})
    void speaksTheLanguageTheBrowserPrefers(String preferred, String language) {
        http.get()
                .uri("/console/")
                .header("Accept-Language", preferred)
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/console/" + language + "/");
    }

    @Test
    void letsNothingRunThatIsNotItsOwn() {
        Letter letter = letter().because(ErrorClass.TRANSIENT, "<script>alert(1)</script>")
                .template("\"><img src=x>");
        raise(letter);

        for (String path : new String[] {"/console/en/desk", "/console/en/desk/" + letter.attemptId()}) {
            WebTestClient.ResponseSpec response =
                    http.get().uri(path).exchange().expectStatus().isOk();
            response.expectHeader()
                    .value(
                            "Content-Security-Policy",
                            policy -> assertThat(policy)
                                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                                    .doesNotContain("unsafe", "http"));
            String page = text(response);
            assertThat(page)
                    .contains("&lt;script&gt;alert(1)")
                    .doesNotContain("<script>", "<img", "style=\"", "onclick", "javascript:", "//cdn");
        }
    }

    @Test
    void servesItsScriptsForEver() {
        String page = text(http.get().uri("/console/en/").exchange());
        page.lines()
                .filter(line -> line.contains("/console/assets/"))
                .map(line -> line.replaceAll(".*\"(/console/assets/[^\"]+)\".*", "$1"))
                .forEach(asset -> client().build()
                        .get()
                        .uri(asset)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .value("Cache-Control", cache -> assertThat(cache).contains("immutable")));
        assertThat(page).contains("htmx.js", "chart.js", "console.js", "charts.js", "console.css");
        client().build()
                .get()
                .uri("/console/assets/0000/console.js")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /console/en/desk?status=BROKEN,    400",
        "GET,  /console/en/desk?colour=red,       400",
        "GET,  /console/en/desk?cursor=x,         400",
        "GET,  /console/en/desk/x,                400",
        "GET,  /console/en/desk/0190a000-0000-7000-8000-000000000000, 404",
        "GET,  /console/ko/causes?by=colour,      400",
        "GET,  /console/en/audit?action=NONE,     400",
        "GET,  /console/en/find?q=%00,            400",
        "GET,  /console/en/part/jobs/x,           400",
        "POST, /console/en/part/bulk/replay/start, 400",
        "POST, /console/en/part/desk/0190a000-0000-7000-8000-000000000000/discard, 400"
    })
    void tellsPeopleWhatWasWrong(String method, String path, int status) {
        EntityExchangeResult<byte[]> answer = http.method(HttpMethod.valueOf(method))
                .uri(raw(path))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.valueOf(status))
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .exists(HubHeaders.PROBLEM)
                .expectBody()
                .returnResult();
        assertThat(new String(Objects.requireNonNull(answer.getResponseBody()), StandardCharsets.UTF_8))
                .doesNotContain("Exception");
    }

    @Test
    void aBulkActionStartsOnlyWithAReasonAndIsAuditedLikeThatOfTheApi() {
        String cause = "c-" + letter().attemptId();
        raise(letter().because(ErrorClass.TRANSIENT, cause));
        String preview = form("/console/en/part/bulk/discard/preview", "vendorCode=" + cause);
        assertThat(preview).contains("<strong id=\"estimate\">1</strong>");

        assertThat(form("/console/en/part/bulk/discard/start", "vendorCode=" + cause + "&reason="))
                .contains("reason is required");
        String started = form("/console/en/part/bulk/discard/start", "vendorCode=" + cause + "&reason=old");

        assertThat(started).contains("data-state=\"RUNNING\"");
        assertThat(count(
                        "SELECT count(*) AS n FROM audit_entry WHERE filter ->> 'vendorCode' = :cause AND actor = 'kim'",
                        Map.of("cause", cause)))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void refusesInTheOperatorsLanguage() {
        String cause = "c-" + letter().attemptId();
        Letter discarded = letter();
        Letter ambiguous = letter().because(ErrorClass.AMBIGUOUS, cause);
        raise(discarded, ambiguous);
        discard(discarded.attemptId()).expectStatus().isOk();

        assertThat(form("/console/ko/part/desk/" + discarded.attemptId() + "/replay", ""))
                .contains("할 수 없는 작업입니다.", "이미 폐기되었습니다.")
                .doesNotContain("discarded");
        assertThat(form("/console/ko/part/desk/" + ambiguous.attemptId() + "/discard", ""))
                .contains("사유가 필요합니다.")
                .doesNotContain("required");
        form("/console/ko/part/bulk/replay/start", "vendorCode=" + cause + "&reason=r");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(text(http.get().uri("/console/ko/jobs").exchange()))
                                .contains(ambiguous.attemptId() + ": 벤더가 이미 접수했을 수 있어"));
    }

    @ParameterizedTest
    @CsvSource({
        "/console/en/notifications/00000000-0000-0007-0000-000000000007,      Your parcel",
        "/console/en/part/notifications/00000000-0000-0007-0000-000000000007, QUIET_HOURS",
        "/console/ko/part/notifications/00000000-0000-0007-0000-000000000007, twilio",
        "/console/en/notifications/0190a000-0000-7000-8000-000000000000,      No notification has this id.",
        "/console/en/find?q=somebody,                                         Your parcel",
        "/console/en/find?q=nobody,                                           Nothing found.",
        "/console/en/find?q=away,                                             intake-service does not answer"
    })
    void tellsTheStoryThatIntakeKnows(String path, String told) {
        assertThat(text(http.get().uri(path).exchange().expectStatus().isOk())).contains(told);
    }

    @Test
    void findsALetterByItsAttemptAndANotificationByItsId() {
        Letter letter = letter();
        raise(letter);
        http.get()
                .uri("/console/en/find?q=" + letter.attemptId())
                .exchange()
                .expectHeader()
                .location("/console/en/desk/" + letter.attemptId());
        http.get()
                .uri("/console/en/find?q=0190a000-0000-7000-8000-000000000000")
                .exchange()
                .expectHeader()
                .location("/console/en/notifications/0190a000-0000-7000-8000-000000000000");
    }

    private String form(String path, String body) {
        return text(http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(body)
                .exchange());
    }

    private static String text(WebTestClient.ResponseSpec response) {
        byte[] body =
                Objects.requireNonNull(response.expectBody().returnResult().getResponseBody());
        return new String(body, StandardCharsets.UTF_8);
    }
}

package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.UnsubscribeToken;
import io.notificationhub.testkit.DocumentedAnswers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The link in an e-mail, as whoever reads mail follows it: without a key, a name or any header of ours. */
@TestPropertySource(properties = {"hub.unsubscribe.secret=now", "hub.unsubscribe.previous-secret=before"})
class UnsubscribeTest extends ServiceTest {
    private WebTestClient reader;

    @BeforeEach
    void reader() {
        reader = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .filter(new DocumentedAnswers("preference-service"))
                .build();
    }

    private static String link(String recipientId, Kind kind, String secret) {
        return "/api/v1/unsubscribe/" + new UnsubscribeToken(recipientId, kind).signed(secret);
    }

    private WebTestClient.ResponseSpec click(String link) {
        return reader.post()
                .uri(link)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("List-Unsubscribe=One-Click")
                .exchange();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVICE", "MARKETING"})
    void oneClickOptsOutOfTheKindAndOfNoOther(Kind kind) {
        String recipient = "reader-" + kind;
        for (Kind each : new Kind[] {Kind.SERVICE, Kind.MARKETING}) {
            put(
                            "/api/v1/users/" + recipient + "/preferences",
                            Map.of("kind", each, "allowed", true, "nightAllowed", true))
                    .expectStatus()
                    .isOk();
        }

        click(link(recipient, kind, "now")).expectStatus().isOk();

        assertThat(lastPublished(recipient).kinds()).hasSize(2).allSatisfy(choice -> {
            assertThat(choice.allowed()).isEqualTo(choice.kind() != kind);
            assertThat(choice.nightAllowed()).isEqualTo(choice.kind() != kind);
            assertThat(choice.source()).isEqualTo(choice.kind() == kind ? "unsubscribe-link" : "shop");
        });
    }

    @Test
    void theSecondClickChangesNothing() {
        click(link("twice", Kind.MARKETING, "now")).expectStatus().isOk();
        ProfileChanged once = lastPublished("twice");

        click(link("twice", Kind.MARKETING, "now")).expectStatus().isOk();

        assertThat(published("twice")).containsExactly(once);
    }

    /** Who got the e-mail at an address that came with the request is not known yet, and must not get the next one. */
    @Test
    void aRecipientThatNobodyKnowsIsRememberedForItsOptOut() {
        click(link("inline", Kind.MARKETING, "now")).expectStatus().isOk();

        assertThat(lastPublished("inline").version()).isEqualTo(1);
        assertThat(lastPublished("inline").kinds())
                .singleElement()
                .matches(choice -> choice.kind() == Kind.MARKETING && !choice.allowed());
    }

    @Test
    void ofWhoWasErasedNothingButTheOptOutIsKnown() {
        put("/api/v1/users/gone", Map.of("email", "gone@example.com"))
                .expectStatus()
                .isOk();
        delete("/api/v1/users/gone").expectStatus().is2xxSuccessful();

        click(link("gone", Kind.MARKETING, "now")).expectStatus().isOk();

        ProfileChanged known = lastPublished("gone");
        assertThat(known.email()).isNull();
        assertThat(known.kinds())
                .singleElement()
                .matches(choice -> choice.kind() == Kind.MARKETING && !choice.allowed());
    }

    @Test
    void aLinkFromBeforeTheLastRotationWorks() {
        click(link("patient", Kind.SERVICE, "before")).expectStatus().isOk();

        assertThat(lastPublished("patient").kinds()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 수신 거부", "en-GB, Unsubscribe", "fr-FR, Unsubscribe"})
    void followingTheLinkOnlyAsks(String language, String title) {
        long before = stored();

        reader.get()
                .uri(link("curious", Kind.MARKETING, "now"))
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches(
                        "Content-Security-Policy", "default-src 'none'; style-src 'sha256-.{44}'; form-action 'self'.*")
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<h1>" + title + "</h1>", "<form method=\"post\">"));

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void theAnswerIsAPageWithoutAButtonAlsoForProgramsThatSpeakNoLanguage() {
        click(link("done", Kind.MARKETING, "now"))
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains("<h1>Unsubscribed</h1>").doesNotContain("<form"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.y", "TUFSS0VUSU5HOnVzZXItMQ.", "한글", "%20"})
    void anythingElseIsNoLinkOfOurs(String token) {
        refused("/api/v1/unsubscribe/" + token);
    }

    @Test
    void norIsOneThatSomebodyElseSigned() {
        refused(link("victim", Kind.MARKETING, "guess"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SECURITY", "TRANSACTIONAL"})
    void norOneForWhatNobodyCanOptOutOf(Kind kind) {
        refused(link("victim", kind, "now"));
    }

    private void refused(String link) {
        long before = stored();

        click(link).expectStatus().isNotFound().expectBody().jsonPath("$.code").isEqualTo("NOT_FOUND");
        reader.get().uri(link).exchange().expectStatus().isNotFound();

        assertThat(stored()).isEqualTo(before);
    }
}

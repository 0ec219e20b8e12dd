package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceApiTest extends ServiceTest {

    @Test
    void anOptOutThatComesBeforeTheRecipientHolds() {
        change("early", "{'kind': 'MARKETING', 'allowed': false}");
        put("/api/v1/users/early", Map.of("email", "early@example.com"))
                .expectStatus()
                .isOk();

        assertThat(lastPublished("early").version()).isEqualTo(2);
        assertThat(lastPublished("early").kinds()).singleElement().satisfies(choice -> {
            assertThat(choice.kind()).isEqualTo(Kind.MARKETING);
            assertThat(choice.allowed()).isFalse();
            assertThat(choice.source()).isEqualTo("shop");
        });
    }

    @Test
    void onlyWhatIsGivenChangesAndNullGoesBackToTheDefault() {
        change(
                "dan",
                "{'quietHours': {'start': '23:30', 'end': '07:00'}, 'timezone': 'America/New_York',"
                        + "'preferredChannels': ['SMS', 'PUSH', 'SMS'], 'disableQuietHours': true}");
        change("dan", "{'kind': 'SERVICE', 'allowed': true}");
        assertThat(lastPublished("dan")).satisfies(profile -> {
            assertThat(profile.quietHours())
                    .isEqualTo(new ProfileChanged.QuietHours(LocalTime.of(23, 30), LocalTime.of(7, 0)));
            assertThat(profile.timezone()).isEqualTo("America/New_York");
            assertThat(profile.preferredChannels()).containsExactly(Channel.SMS, Channel.PUSH);
            assertThat(profile.disableQuietHours()).isTrue();
        });
        get("/api/v1/users/dan/preferences")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.recipientId")
                .isEqualTo("dan")
                .jsonPath("$.quietHours.start")
                .isEqualTo("23:30")
                .jsonPath("$.quietHours.end")
                .isEqualTo("07:00")
                .jsonPath("$.preferredChannels")
                .isEqualTo(List.of("SMS", "PUSH"))
                .jsonPath("$.kinds[0].kind")
                .isEqualTo("SERVICE")
                .jsonPath("$.kinds[0].nightAllowed")
                .isEqualTo(false)
                .jsonPath("$.kinds[0].source")
                .isEqualTo("shop")
                .jsonPath("$.kinds[0].updatedAt")
                .exists();

        change("dan", "{'quietHours': null}");
        get("/api/v1/users/dan/preferences").expectBody().json("""
                {"quietHours": null, "timezone": "America/New_York", "disableQuietHours": true}""");
        change("dan", "{'timezone': null, 'preferredChannels': null, 'disableQuietHours': null}");
        get("/api/v1/users/dan/preferences").expectBody().json("""
                {"quietHours": null, "timezone": null, "disableQuietHours": false, "preferredChannels": []}""");
    }

    /** What was said of a kind after each change in turn: allowed, nightAllowed; or nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n1 | {'nightAllowed': false}                                             | nothing
            n2 | {'nightAllowed': true}                                              | true,true
            n3 | {'allowed': true};{'nightAllowed': true}                            | true,true
            n4 | {'allowed': true, 'nightAllowed': true};{'allowed': false}          | false,false
            n5 | {'allowed': true, 'nightAllowed': true};{'nightAllowed': false}     | true,false
            n6 | {'allowed': false};{'nightAllowed': true}                           | false,true
            n7 | {'allowed': false};{'allowed': true}                                | true,false
            n8 | {'allowed': true, 'nightAllowed': true};{'allowed': true}           | true,true
            """)
    void consentsAreKeptApart(String recipientId, String changes, String expected) {
        for (String each : changes.split(";", -1)) {
            change(recipientId, each.replace("{", "{'kind': 'MARKETING', "));
        }
        List<ProfileChanged.KindChoice> kinds = lastPublished(recipientId).kinds();
        assertThat(
                        kinds.isEmpty()
                                ? "nothing"
                                : kinds.getFirst().allowed() + ","
                                        + kinds.getFirst().nightAllowed())
                .isEqualTo(expected);
    }

    @Test
    void consentToTheNightsKeepsItsOwnTimeAndSource() {
        change("fay", "{'kind': 'MARKETING', 'allowed': true, 'nightAllowed': true}");
        ProfileChanged.KindChoice consent = lastPublished("fay").kinds().getFirst();
        assertThat(consent.nightUpdatedAt()).isEqualTo(consent.updatedAt());
        assertThat(consent.nightSource()).isEqualTo("shop");

        change("fay", "{'kind': 'MARKETING', 'allowed': true}");
        ProfileChanged.KindChoice days = lastPublished("fay").kinds().getFirst();
        assertThat(days.updatedAt()).isAfter(consent.updatedAt());
        assertThat(days.nightUpdatedAt()).isEqualTo(consent.nightUpdatedAt());

        change("fay", "{'kind': 'MARKETING', 'nightAllowed': true}");
        ProfileChanged.KindChoice nights = lastPublished("fay").kinds().getFirst();
        assertThat(nights.updatedAt()).isEqualTo(days.updatedAt());
        assertThat(nights.nightUpdatedAt()).isAfter(days.nightUpdatedAt());

        change("fay", "{'kind': 'MARKETING', 'nightAllowed': false}");
        ProfileChanged.KindChoice refused = lastPublished("fay").kinds().getFirst();
        assertThat(refused.updatedAt()).isEqualTo(days.updatedAt());
        assertThat(refused.nightUpdatedAt()).isAfter(nights.nightUpdatedAt());
    }

    /** Of the tz database, but unknown to Java. */
    @ParameterizedTest
    @CsvSource({"EST, America/Panama", "MST, America/Phoenix", "HST, Pacific/Honolulu", "ROC, Asia/Taipei"})
    void aLinkIsResolved(String name, String zone) {
        change("z-" + name, "{'timezone': '" + name + "'}");
        assertThat(lastPublished("z-" + name).timezone()).isEqualTo(zone);

        put("/api/v1/users/z-" + name, Map.of("timezone", name)).expectStatus().isOk();
        assertThat(lastPublished("z-" + name).timezone()).isEqualTo(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECURITY", "TRANSACTIONAL"})
    void nobodyOptsOutOfAMandatoryKind(String kind) {
        String path = "/api/v1/users/eve-" + kind + "/preferences";
        put(path, json("{'kind': '" + kind + "', 'allowed': false, 'timezone': 'Asia/Seoul'}"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("MANDATORY_KIND")
                .jsonPath("$.kind")
                .isEqualTo(kind);
        get(path).expectStatus().isNotFound();
        put(path, json("{'kind': '" + kind + "', 'allowed': true, 'nightAllowed': true}"))
                .expectStatus()
                .isOk();
    }

    private void change(String recipientId, String body) {
        put("/api/v1/users/" + recipientId + "/preferences", json(body))
                .expectStatus()
                .isOk();
    }
}

package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.web.HubHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

class UserApiTest extends ServiceTest {
    @Autowired
    AddressHygiene hygiene;

    @Test
    void whatIsPutIsAnsweredAndToldAsAWhole() {
        put(
                        "/api/v1/users/ann",
                        Map.of(
                                "email",
                                "ann@example.com",
                                "phone",
                                "+821012345678",
                                "kakaoPhone",
                                "+821012345679",
                                "locale",
                                "ko-KR",
                                "timezone",
                                "Asia/Seoul"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(1);

        get("/api/v1/users/ann")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.recipientId")
                .isEqualTo("ann")
                .jsonPath("$.email")
                .isEqualTo("ann@example.com")
                .jsonPath("$.phone")
                .isEqualTo("+821012345678")
                .jsonPath("$.kakaoPhone")
                .isEqualTo("+821012345679")
                .jsonPath("$.locale")
                .isEqualTo("ko-kr")
                .jsonPath("$.timezone")
                .isEqualTo("Asia/Seoul");
        assertThat(published("ann")).singleElement().satisfies(profile -> {
            assertThat(profile.version()).isEqualTo(1);
            assertThat(profile.erased()).isFalse();
            assertThat(profile.email()).isEqualTo("ann@example.com");
            assertThat(profile.timezone()).isEqualTo("Asia/Seoul");
        });
    }

    @Test
    void aSecondPutRemovesTheAddressesItLacksAndKeepsLocaleAndTimezone() {
        put(
                "/api/v1/users/ben",
                Map.of(
                        "email",
                        "ben@example.com",
                        "phone",
                        "+821012345678",
                        "locale",
                        "en-us",
                        "timezone",
                        "Asia/Tokyo"));
        put("/api/v1/users/ben", json("{'email': 'b@example.com', 'locale': null}"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.email")
                .isEqualTo("b@example.com")
                .jsonPath("$.phone")
                .doesNotExist()
                .jsonPath("$.locale")
                .doesNotExist()
                .jsonPath("$.timezone")
                .isEqualTo("Asia/Tokyo")
                .jsonPath("$.version")
                .isEqualTo(2);
    }

    @Test
    void anUnknownRecipientIsNotFoundAnywhere() {
        for (String path : List.of(
                "/api/v1/users/nobody",
                "/api/v1/users/nobody/preferences",
                "/api/v1/users/nobody/devices",
                "/internal/v1/profiles/nobody")) {
            get(path)
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("RECIPIENT_NOT_FOUND");
        }
    }

    @Test
    void anErasureLeavesNothingButAVersionThatTheNextProfileGoesOnFrom() {
        put("/api/v1/users/cho", Map.of("email", "cho@example.com", "timezone", "Asia/Seoul"));
        put(
                "/api/v1/users/cho/preferences",
                Map.of("kind", "MARKETING", "allowed", false, "preferredChannels", List.of("EMAIL")));
        register("cho", token("cho"));
        hygiene.apply(Flux.just(bounce("cho", "old@example.com"))).block();

        delete("/api/v1/users/cho").expectStatus().isNoContent();

        ProfileChanged tombstone = lastPublished("cho");
        assertThat(tombstone)
                .usingRecursiveComparison()
                .ignoringFields("changedAt")
                .isEqualTo(new ProfileChanged(
                        "cho",
                        5,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Instant.EPOCH));
        get("/api/v1/users/cho").expectStatus().isNotFound();
        get("/internal/v1/profiles/cho")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.erased")
                .isEqualTo(true);

        hygiene.apply(Flux.just(bounce("cho", "cho@example.com"))).block();
        assertThat(lastPublished("cho")).as("a late bounce").isEqualTo(tombstone);

        put("/api/v1/users/cho", Map.of("email", "new@example.com"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(6)
                .jsonPath("$.timezone")
                .doesNotExist();
        assertThat(lastPublished("cho").kinds()).isEmpty();
        assertThat(lastPublished("cho").suppressions()).isEmpty();
    }

    @Test
    void anErasureIsToldEvenOfARecipientThatHasNoProfile() {
        delete("/api/v1/users/inline-only").expectStatus().isNoContent();
        assertThat(lastPublished("inline-only").erased()).isTrue();
        delete("/api/v1/users/inline-only").expectStatus().isNoContent();
        assertThat(lastPublished("inline-only").version()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/users/x",
        "PUT,/api/v1/users/x",
        "DELETE,/api/v1/users/x",
        "GET,/api/v1/users/x/preferences",
        "PUT,/api/v1/users/x/preferences",
        "POST,/api/v1/devices",
        "DELETE,/api/v1/devices/1",
        "GET,/%61pi/v1/users/x/devices"
    })
    void nothingIsAnsweredWithoutTheGatewaysWord(String method, String path) {
        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .method(HttpMethod.valueOf(method))
                .uri(java.net.URI.create("http://127.0.0.1:" + port + path))
                .header(HubHeaders.SCOPES, "read:any")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("UNAUTHORIZED");
    }

    private static AddressReport bounce(String recipientId, String address) {
        return new AddressReport(
                recipientId,
                Channel.EMAIL,
                address,
                null,
                Hygiene.ADDRESS_INVALID,
                Instant.parse("2026-05-01T00:00:00Z"),
                Instant.parse("2026-05-01T00:00:00Z"),
                null);
    }
}

package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.MediaType;

/** What looks odd and is right all the same. */
class GoodInputTest extends ServiceTest {

    @ParameterizedTest
    @CsvSource({
        "email,first.last+tag@sub-domain.example.co.kr",
        "email,o'neil@example.com",
        "email,1@2.io",
        "email,fail@example.com",
        "phone,+6834000",
        "phone,+123456789012345",
        "kakaoPhone,+821012345678",
        "locale,ko",
        "locale,zh-hant-tw",
        "timezone,UTC",
        "timezone,Asia/Kolkata",
        "timezone,America/Argentina/ComodRivadavia",
        "timezone,Pacific/Kiritimati"
    })
    void isTakenAsItIs(String field, String value) {
        put("/api/v1/users/good", Map.of(field, value))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$." + field)
                .isEqualTo(value);
    }

    static String[] recipientIds() {
        return new String[] {
            "x".repeat(128), "한글 이름", "{tag}", "50%", "a;b=c", "..x", "user@example.com", "😀".repeat(128)
        };
    }

    @ParameterizedTest
    @MethodSource("recipientIds")
    void anyPrintableTextNamesARecipient(String recipientId) {
        web.put()
                .uri(path -> path.path("/api/v1/users/").pathSegment("{id}").build(recipientId))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("email", "any@example.com"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.recipientId")
                .isEqualTo(recipientId);
        assertThat(lastPublished(recipientId).key()).isEqualTo(recipientId);
    }

    @ParameterizedTest
    @CsvSource({"32", "2800", "4096"})
    void aTokenMayBeLongerThanAnIndexEntry(int length) {
        register("long-" + length, "L".repeat(length)).expectStatus().isCreated();
        assertThat(lastPublished("long-" + length).devices().getFirst().token()).hasSize(length);
    }
}

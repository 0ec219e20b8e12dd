package io.notificationhub.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

    @ParameterizedTest
    @CsvSource({
        "a, 90, 90, SMS",
        "a, 91, 91, LMS",
        "가, 45, 90, SMS",
        "가, 46, 92, LMS",
        "가, 1000, 2000, LMS",
        "가, 1001, 2002, TOO_LONG",
        "a, 2001, 2001, TOO_LONG",
        "가a, 30, 90, SMS",
        "'', 1, 0, SMS",
    })
    void countsEucKrBytes(String text, int times, int bytes, SmsText.Size size) {
        SmsText sms = SmsText.of(text.repeat(times));

        assertThat(sms).isEqualTo(new SmsText(bytes, size, List.of()));
    }

    @Test
    void reportsEachCharacterThatEucKrLacksOnce() {
        // KS X 1001 has 2,350 of the 11,172 syllables; 똠 and 펲 are not among them.
        SmsText sms = SmsText.of("똠방각하 펲시 😀😀 é €");

        assertThat(sms.unsupported()).containsExactly("똠", "펲", "😀", "é");
        assertThat(sms.bytes()).isEqualTo("똠방각하 펲시 ".length() * 2 - 2 + 2 * 2 + 1 + 2 + 1 + 2);
    }

    @Test
    void agreesWithTheCharsetOnEveryCharacterThatItHas() {
        java.nio.charset.Charset eucKr = java.nio.charset.Charset.forName("EUC-KR");
        for (int codePoint = 0; codePoint < 0x10000; codePoint++) {
            String character = Character.toString(codePoint);
            SmsText sms = SmsText.of(character);
            if (sms.unsupported().isEmpty()) {
                assertThat(sms.bytes()).as("U+%04X", codePoint).isEqualTo(character.getBytes(eucKr).length);
            }
        }
    }
}

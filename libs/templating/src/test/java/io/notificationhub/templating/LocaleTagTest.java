package io.notificationhub.templating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocaleTagTest {

    @ParameterizedTest
    @CsvSource({"ko-KR, ko-kr", "ko_kr, ko-kr", "EN-us, en-us", "en, en", "zh-Hant-TW, zh-hant-tw", "es-419, es-419"})
    void normalises(String text, String tag) {
        assertThat(LocaleTag.read(text)).isEqualTo(new LocaleTag(tag));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "k",
                "korean",
                "ko-",
                "-kr",
                "ko--kr",
                "ko-k",
                "ko kr",
                "ko-kr\0",
                "한국",
                "ko/kr",
                "ko-kr-x1-x2-x3-x4",
                "aaa-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa"
            })
    void refusesWhatIsNoTag(String text) {
        assertThat(LocaleTag.read(text)).isNull();
    }
}

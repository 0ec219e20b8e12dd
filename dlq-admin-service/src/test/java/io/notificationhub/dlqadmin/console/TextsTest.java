package io.notificationhub.dlqadmin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.dlqadmin.letter.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class TextsTest {
    private static final Pattern WORD = Pattern.compile("\\{\\{t\\.([A-Za-z]+)}}");

    @Test
    void bothLanguagesHaveAWordForEverything() throws IOException {
        assertThat(Texts.in(Language.KO).all().keySet())
                .isEqualTo(Texts.in(Language.EN).all().keySet());
        Resource[] templates =
                new PathMatchingResourcePatternResolver().getResources("classpath:console/templates/*.mustache");
        assertThat(templates).hasSizeGreaterThan(15);
        for (Resource template : templates) {
            assertThat(WORD.matcher(template.getContentAsString(StandardCharsets.UTF_8))
                            .results()
                            .map((MatchResult word) -> word.group(1)))
                    .as(template.getFilename())
                    .allSatisfy(word -> assertThat(Texts.in(Language.KO).all()).containsKey(word));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasWords(Refusal refusal) {
        for (Language language : Language.values()) {
            assertThat(Texts.in(language).find("refusal", refusal.name())).isPresent();
        }
    }
}

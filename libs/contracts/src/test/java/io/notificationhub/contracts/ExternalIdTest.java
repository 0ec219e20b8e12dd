package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"u-1", "한글 이름", "user@example.com", "a/b;c=d%", "😀", "\u00a0", "\u00ad"})
    void whatCanBePrintedOnOneLineNamesSomeone(String id) {
        assertThat(ExternalId.isPrintable(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-1", "한글 이름", "user@example.com", "auth0|1;c=d%", "50%41", "a.b", "...", "%2", "😀"})
    void whatFitsAPathNamesARecipient(String id) {
        assertThat(ExternalId.namesRecipient(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", "a\\b", ".", "..", "a%2fb", "%2E", "%5c", "%2541", "a\nb"})
    void whoCouldNotBeAskedForByAPathIsNoRecipient(String id) {
        assertThat(ExternalId.namesRecipient(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\n", "\t", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f", "\u2028", "\u2029", "\ud800",
                "\udfff"
            })
    void whatBreaksALineOrCannotBeStoredNamesNobody(String character) {
        assertThat(ExternalId.isPrintable("a" + character + "b")).isFalse();
    }
}

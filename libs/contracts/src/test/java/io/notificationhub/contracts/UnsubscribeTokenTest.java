package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeTokenTest {
    private static final String SECRET = "a secret of the hub";
    private static final UnsubscribeToken TOKEN = new UnsubscribeToken("user-1", Kind.MARKETING);

    @ParameterizedTest
    @ValueSource(strings = {"user-1", "a:b:c", ".", "한글 🎈", "x/y?z#%2F"})
    void itSaysWhatWasSignedInCharactersOfAPath(String recipientId) {
        for (Kind kind : Kind.values()) {
            UnsubscribeToken token = new UnsubscribeToken(recipientId, kind);

            assertThat(token.signed(SECRET)).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
            assertThat(UnsubscribeToken.read(token.signed(SECRET), List.of(SECRET)))
                    .contains(token);
        }
    }

    @Test
    void aRecipientIdOfTheGreatestLengthLeavesALineOfAHeaderRoom() {
        String signed = new UnsubscribeToken("한".repeat(128), Kind.MARKETING).signed(SECRET);

        assertThat(signed).hasSizeLessThan(700);
    }

    @Test
    void everySecretInUseIsAccepted() {
        assertThat(UnsubscribeToken.read(TOKEN.signed("old"), List.of(SECRET, "old")))
                .contains(TOKEN);
        assertThat(UnsubscribeToken.read(TOKEN.signed("old"), List.of(SECRET))).isEmpty();
        assertThat(UnsubscribeToken.read(TOKEN.signed(SECRET), List.of())).isEmpty();
    }

    @Test
    void noCharacterOfItCanBeChanged() {
        String signed = TOKEN.signed(SECRET);
        for (int i = 0; i < signed.length(); i++) {
            char other = signed.charAt(i) == 'A' ? 'B' : 'A';
            String forged = signed.substring(0, i) + other + signed.substring(i + 1);

            assertThat(UnsubscribeToken.read(forged, List.of(SECRET)))
                    .as(forged)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a", "a.", ".b", "TUFSS0VUSU5HOnVzZXItMQ", "한.글"})
    void anythingElseIsNone(String token) {
        assertThat(UnsubscribeToken.read(token, List.of(SECRET))).isEmpty();
    }
}

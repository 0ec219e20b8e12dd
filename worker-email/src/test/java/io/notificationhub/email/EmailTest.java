package io.notificationhub.email;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.UnsubscribeToken;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmailTest {
    private static final Content WORDS = new Content("News", "There are some", null);

    @ParameterizedTest
    @EnumSource(names = {"SERVICE", "MARKETING"})
    void itsLinkIsSignedForItsRecipientAndKind(Kind kind) {
        EmailProperties properties = new EmailProperties(
                List.of(EmailProperties.Vendor.SES), "a@shop.example", "https://hub.example/u/{token}", "secret");

        Email email = Email.of(Requests.of(kind, "ann@example.com", WORDS).message(), properties);

        String link = requireNonNull(email.headers().get("List-Unsubscribe"));
        assertThat(link).startsWith("<https://hub.example/u/").endsWith(">");
        assertThat(UnsubscribeToken.read(
                        link.substring("<https://hub.example/u/".length(), link.length() - 1), List.of("secret")))
                .contains(new UnsubscribeToken("user/1", kind));
        assertThat(email.headers()).containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    @ParameterizedTest
    @EnumSource(names = {"SECURITY", "TRANSACTIONAL"})
    void whatNobodyCanOptOutOfHasNone(Kind kind) {
        assertThat(Email.of(Requests.of(kind, "ann@example.com", WORDS).message(), Requests.PROPERTIES)
                        .headers())
                .isEmpty();
    }
}

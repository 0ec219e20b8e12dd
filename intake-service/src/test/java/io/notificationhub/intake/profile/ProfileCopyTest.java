package io.notificationhub.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.intake.KnownRecipient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileCopyTest extends IntakeTest {

    @Test
    void anEventIsTakenOverAndALateOneIsNot() {
        publish(version(5, "five@example.com"));
        await().until(() -> addressUsed().equals("fi***om"));

        publish(version(4, "four@example.com"));
        publish(version(6, "six@example.com"));
        await().until(() -> addressUsed().equals("si***om"));
        publish(version(5, "five@example.com"));
        publish(version(7, "seven@example.com"));

        await().until(() -> addressUsed().equals("se***om"));
    }

    @Test
    void anErasedRecipientIsNotRevivedByALateEvent() {
        publish(version(1, "one@example.com"));
        await().until(() -> addressUsed().equals("on***om"));
        publish(erased(3));
        await().until(() -> post(emailOnly()).status() == 404);

        publish(version(2, "two@example.com"));
        String marker = recipient + "-marker";
        publish(new KnownRecipient(marker, 1).email("m@example.com").profile());
        await().until(() -> post(Map.of("recipientId", marker, "kind", "SECURITY", "title", "t", "body", "b"))
                        .status()
                == 202);

        assertThat(post(emailOnly()).text("code")).isEqualTo("RECIPIENT_NOT_FOUND");
    }

    @Test
    void anUnknownRecipientIsFetchedOnceAndThenKnown() {
        owner().knows(version(1, "fetched@example.com"));

        assertThat(post(emailOnly()).status()).isEqualTo(202);
        int calls = owner().calls();
        assertThat(post(emailOnly()).status()).isEqualTo(202);

        assertThat(owner().calls()).isEqualTo(calls);
    }

    @Test
    void aMissingAddressIsAskedForOnceMore() {
        publish(version(1, null));
        await().until(() -> post(Map.of(
                        "recipientId",
                        recipient,
                        "kind",
                        "SECURITY",
                        "title",
                        "t",
                        "body",
                        "b",
                        "channels",
                        List.of("SMS")))
                .text("status")
                .equals("SUPPRESSED"));
        owner().knows(version(2, "late@example.com"));

        assertThat(post(emailOnly()).status()).isEqualTo(202);
    }

    @Test
    void withoutItsOwnerAKnownRecipientIsStillReached() {
        publish(version(1, "known@example.com"));
        await().until(() -> addressUsed().equals("kn***om"));
        owner().isDown(true);
        try {
            assertThat(post(emailOnly()).status()).isEqualTo(202);
            Answer unknown =
                    post(Map.of("recipientId", "x-" + recipient, "kind", "SECURITY", "title", "t", "body", "b"));
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.retryAfter()).isNotNull();
        } finally {
            owner().isDown(false);
        }
    }

    /** More often than the breaker takes for an outage. */
    @Test
    void anIdThatItsOwnerRefusesIsUnknownAndNoOutage() {
        owner().refuses(recipient);
        for (int i = 0; i < 20; i++) {
            assertThat(post(emailOnly()).text("code")).isEqualTo("RECIPIENT_NOT_FOUND");
        }
    }

    private String addressUsed() {
        Answer answer = post(emailOnly());
        return answer.status() == 202
                ? story(answer.id())
                        .path("attempts")
                        .path(0)
                        .path("addressMasked")
                        .asString("")
                : "";
    }

    private Map<String, Object> emailOnly() {
        return Map.of(
                "recipientId", recipient, "kind", "SECURITY", "title", "t", "body", "b", "channels", List.of("EMAIL"));
    }

    private ProfileChanged version(long version, @Nullable String email) {
        return new KnownRecipient(recipient, version).email(email).profile();
    }

    private ProfileChanged erased(long version) {
        return KnownRecipient.erased(recipient, version);
    }
}

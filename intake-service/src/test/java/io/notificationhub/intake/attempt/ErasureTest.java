package io.notificationhub.intake.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.intake.IntakeTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an erased recipient leaves in the history. */
class ErasureTest extends IntakeTest {

    @Test
    void nothingPersonalStaysAndNothingMoreIsSent() {
        ProfileChanged profile = profile();
        owner().knows(profile);
        UUID sent = post(request()).id();
        Map<String, Object> later = new HashMap<>(request());
        later.put("sendAt", NOON.plus(Duration.ofHours(5)).toString());
        UUID scheduled = post(later).id();
        UUID email = attempt(sent, Channel.EMAIL);
        UUID sms = attempt(sent, Channel.SMS);
        publish(rejected(sent, email));
        await().until(() -> status(sent, email).equals("EXHAUSTED"));
        assertThat(queued(DeliveryRequested.TYPE, sms.toString())).hasSize(1);

        publish(erased(recipient, profile.version() + 1));

        await().until(() -> story(sent).path("title").asString().isEmpty()
                && story(scheduled).path("title").asString().isEmpty());
        assertThat(status(sent, email)).isEqualTo("DISCARDED");
        assertThat(status(sent, sms)).isEqualTo("EXPIRED");
        assertThat(story(sent).path("status").asString()).isEqualTo("COMPLETED");
        assertThat(story(sent)
                        .path("attempts")
                        .valueStream()
                        .map(attempt -> attempt.path("addressMasked").asString()))
                .containsOnly("");
        assertThat(story(scheduled).path("status").asString()).isEqualTo("SUPPRESSED");
        assertThat(queued(DeliveryRequested.TYPE, sms.toString())).isEmpty();
        assertThat(stored()).doesNotContain("r@example.com", "+821012345678", "It works.", "Hello");
    }

    @Test
    void whatOthersGotStaysAsItIs() {
        owner().knows(profile());
        UUID sent = post(request()).id();
        String other = "other-" + recipient;

        publish(erased(other, 1));
        publish(rejected(sent, attempt(sent, Channel.EMAIL)));

        await().until(() -> status(sent, attempt(sent, Channel.EMAIL)).equals("EXHAUSTED"));
        assertThat(story(sent).path("title").asString()).isEqualTo("Hello");
        assertThat(status(sent, attempt(sent, Channel.SMS))).isEqualTo("PENDING");
    }

    private String stored() {
        return String.join(
                "\n",
                database.sql("""
                                SELECT row_to_json(n)::text FROM notification n WHERE recipient_id = $1
                                UNION ALL SELECT row_to_json(a)::text FROM attempt a
                                    JOIN notification n ON n.id = a.notification_id WHERE n.recipient_id = $1
                                """)
                        .bind(0, recipient)
                        .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                        .all()
                        .collectList()
                        .blockOptional()
                        .orElseThrow());
    }

    private UUID attempt(UUID notification, Channel channel) {
        return told(notification, "channel", channel.name())
                .map(attempt -> UUID.fromString(attempt.path("attemptId").asString()))
                .orElseThrow();
    }

    private String status(UUID notification, UUID attempt) {
        return told(notification, "attemptId", attempt.toString())
                .orElseThrow()
                .path("status")
                .asString();
    }

    private Optional<JsonNode> told(UUID notification, String member, String value) {
        return story(notification)
                .path("attempts")
                .valueStream()
                .filter(attempt -> attempt.path(member).asString().equals(value))
                .findFirst();
    }

    private ProfileChanged erased(String recipientId, long version) {
        return new ProfileChanged(
                recipientId,
                version,
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
                NOON);
    }

    private DeliveryResult rejected(UUID notification, UUID attempt) {
        return new DeliveryResult(
                attempt,
                notification,
                recipient,
                Kind.TRANSACTIONAL,
                Channel.EMAIL,
                1,
                DeliveryResult.Outcome.FAILED,
                "ses",
                null,
                ErrorClass.PERMANENT,
                "MessageRejected",
                "r@example.com is not deliverable",
                Hygiene.NONE,
                "r@example.com",
                null,
                null,
                1,
                NOON,
                NOON,
                NOON);
    }
}

package io.notificationhub.intake.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.intake.KnownRecipient;
import io.notificationhub.intake.sql.Columns;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What an erased recipient leaves in the history. */
class ErasureTest extends IntakeTest {
    @Autowired
    private Erasure erasure;

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

        publish(KnownRecipient.erased(recipient, profile.version() + 1));

        await().until(() -> story(sent).path("title").asString().isEmpty()
                && story(scheduled).path("title").asString().isEmpty());
        assertThat(status(sent, email)).isEqualTo("DISCARDED");
        assertThat(anyThat(sent, "errorClass", "PERMANENT")).as("how it ended").isPresent();
        assertThat(status(sent, sms)).isEqualTo("EXPIRED");
        assertThat(anyThat(sent, "failureReason", "RECIPIENT_GONE")).as("why").isPresent();
        assertThat(story(sent).path("status").asString()).isEqualTo("COMPLETED");
        assertThat(story(sent)
                        .path("attempts")
                        .valueStream()
                        .map(attempt -> attempt.path("addressMasked").asString()))
                .containsOnly("");
        assertThat(story(scheduled).path("status").asString()).isEqualTo("SUPPRESSED");
        assertThat(story(scheduled)
                        .path("decisions")
                        .valueStream()
                        .map(each -> each.path("decision").asString() + " "
                                + each.path("reason").asString()))
                .containsOnly("EXCLUDED RECIPIENT_GONE", "EXCLUDED NOT_REQUESTED");
        assertThat(queued(DeliveryRequested.TYPE, sms.toString())).isEmpty();
        assertThat(stored()).doesNotContain("r@example.com", "+821012345678", "It works.", "Hello");
    }

    @Test
    void whatOthersGotStaysAsItIs() {
        owner().knows(profile());
        UUID sent = post(request()).id();
        String other = "other-" + recipient;

        publish(KnownRecipient.erased(other, 1));
        publish(rejected(sent, attempt(sent, Channel.EMAIL)));

        await().until(() -> status(sent, attempt(sent, Channel.EMAIL)).equals("EXHAUSTED"));
        assertThat(story(sent).path("title").asString()).isEqualTo("Hello");
        assertThat(status(sent, attempt(sent, Channel.SMS))).isEqualTo("PENDING");
    }

    @Test
    void whatWasAskedForAfterTheErasureIsNewAndStays() {
        ProfileChanged first = profile();
        ProfileChanged again = profile();
        ProfileChanged marker = profile();
        owner().knows(again);
        clock.set(NOON.plusSeconds(1));
        UUID sent = post(request()).id();

        publish(KnownRecipient.erased(recipient, first.version()));
        publish(marker);

        await().until(() -> version() == marker.version());
        assertThat(status(sent, attempt(sent, Channel.SMS))).isEqualTo("PENDING");
        assertThat(story(sent).path("title").asString()).isEqualTo("Hello");
    }

    /** For a moment intake decides with what it still has. */
    @Test
    void whatWasMadeOfTheOldProfileBeforeItsErasureWasHeardOfGoesToo() {
        ProfileChanged profile = profile();
        ProfileChanged tombstone = KnownRecipient.erased(recipient, profile().version());
        ProfileChanged again = profile();
        owner().knows(profile);
        clock.set(NOON.plusSeconds(1));
        UUID meanwhile = post(request()).id();

        publish(tombstone);

        await().until(() -> story(meanwhile).path("title").asString().isEmpty());
        assertThat(message(meanwhile)).isEmpty();

        publish(again);
        await().until(() -> version() == again.version());
        UUID anew = post(request()).id();
        ProfileChanged marker = profile();
        publish(tombstone);
        publish(marker);
        await().until(() -> version() == marker.version());
        assertThat(story(anew).path("title").asString())
                .as("a tombstone that is read again")
                .isEqualTo("Hello");
    }

    /** More than a page. */
    @Test
    void whoeverHasManyIsErasedToTheEnd() {
        ProfileChanged profile = profile();
        owner().knows(profile);
        UUID one = post(request()).id();
        database.sql("""
                        INSERT INTO notification (id, producer_id, recipient_id, kind, status, title, channels, decisions, expires_at, open_attempts, created_at)
                        SELECT uuidv7(), 'shop', $1, 'SERVICE', 'COMPLETED', 'Personal', 'EMAIL', '[]', $2, 0, $2 FROM generate_series(1, 1200)
                        """)
                .bind(0, recipient)
                .bind(1, NOON.atOffset(ZoneOffset.UTC))
                .then()
                .block();

        publish(KnownRecipient.erased(recipient, profile().version()));

        await().until(() -> message(one).isEmpty());
        await().untilAsserted(() -> assertThat(
                        database.sql("SELECT count(*) FROM notification WHERE recipient_id = $1 AND title <> ''")
                                .bind(0, recipient)
                                .map(row -> Columns.required(row.get(0, Long.class)))
                                .one()
                                .block())
                .isZero());
    }

    @Test
    void aScheduledOneWithoutATitleIsErasedToo() {
        ProfileChanged profile = profile();
        owner().knows(profile);
        Map<String, Object> later = new HashMap<>(request());
        later.put("sendAt", NOON.plus(Duration.ofHours(5)).toString());
        UUID scheduled = post(later).id();
        database.sql("UPDATE notification SET title = '' WHERE id = $1")
                .bind(0, scheduled)
                .then()
                .block();

        publish(KnownRecipient.erased(recipient, profile.version() + 1));

        await().until(() -> story(scheduled).path("status").asString().equals("SUPPRESSED"));
        assertThat(stored()).doesNotContain("It works.");
    }

    @Test
    void whatAVendorSaysLaterIsNotKept() {
        ProfileChanged profile = profile();
        owner().knows(profile);
        UUID sent = post(request()).id();
        UUID email = attempt(sent, Channel.EMAIL);
        publish(KnownRecipient.erased(recipient, profile.version() + 1));
        await().until(() -> status(sent, email).equals("EXPIRED"));

        publish(rejected(sent, email));
        publish(new ReceiptReported(
                email, "ses", "m", Receipt.FAILED, "5.1.1", "550 no such user", false, Hygiene.NONE, NOON));

        await().until(() -> anyThat(sent, "attemptId", email.toString())
                        .orElseThrow()
                        .path("receipts")
                        .size()
                == 1);
        await().until(() -> !anyThat(sent, "attemptId", email.toString())
                .orElseThrow()
                .path("tries")
                .isEmpty());
        assertThat(stored()).doesNotContain("no such user", "is not deliverable");
    }

    @Test
    void whatWasBeingDecidedMeanwhileIsFoundAMinuteLater() {
        ProfileChanged profile = profile();
        owner().knows(profile);
        UUID sent = post(request()).id();
        String message = message(sent);
        publish(KnownRecipient.erased(recipient, profile.version() + 1));
        await().until(() -> message(sent).isEmpty());
        // As if it had been stored only now.
        database.sql(
                        "UPDATE attempt SET message = $2, status = 'PENDING' WHERE notification_id = $1 AND channel = 'SMS'")
                .bind(0, sent)
                .bind(1, message)
                .then()
                .block();
        database.sql("UPDATE notification SET open_attempts = 1, status = 'FANNED_OUT' WHERE id = $1")
                .bind(0, sent)
                .then()
                .block();

        erasure.lookAgain().block();
        assertThat(message(sent)).isEqualTo(message);

        clock.set(NOON.plusSeconds(61));
        erasure.lookAgain().block();
        assertThat(message(sent)).isEmpty();
        assertThat(status(sent, attempt(sent, Channel.SMS))).isEqualTo("EXPIRED");
        assertThat(story(sent).path("status").asString()).isEqualTo("COMPLETED");
        assertThat(count("recent_erasure WHERE recipient_id = '" + recipient + "'"))
                .isZero();
    }

    private String message(UUID notification) {
        return database.sql("SELECT message FROM attempt WHERE notification_id = $1 AND channel = 'SMS'")
                .bind(0, notification)
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .one()
                .blockOptional()
                .orElseThrow();
    }

    private long version() {
        return database.sql("SELECT version FROM recipient_profile WHERE recipient_id = $1")
                .bind(0, recipient)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .blockOptional()
                .orElse(0L);
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

    private String status(UUID notification, UUID attempt) {
        return told(notification, attempt).path("status").asString();
    }

    private Optional<JsonNode> anyThat(UUID notification, String member, String value) {
        return story(notification)
                .path("attempts")
                .valueStream()
                .filter(attempt -> attempt.path(member).asString().equals(value))
                .findFirst();
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

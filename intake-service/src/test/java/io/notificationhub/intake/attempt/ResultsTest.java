package io.notificationhub.intake.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.AlertFired;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeadLetterRaised;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.DeliveryResult.Outcome;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ReplayRequested;
import io.notificationhub.contracts.Topics;
import io.notificationhub.intake.IntakeTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResultsTest extends IntakeTest {
    private UUID notification = new UUID(0, 0);
    private UUID email = new UUID(0, 0);
    private UUID sms = new UUID(0, 0);

    @BeforeEach
    void accept() {
        owner().knows(profile());
        notification = post(request()).id();
        email = attempt(notification, Channel.EMAIL);
        sms = attempt(notification, Channel.SMS);
    }

    @Test
    void theLastResultCompletesTheNotification() {
        publish(result(email, 1, Outcome.SUCCEEDED, null));
        await().until(() -> status(email).equals("SUCCEEDED"));
        assertThat(story(notification).path("status").asString()).isEqualTo("FANNED_OUT");

        publish(result(sms, 1, Outcome.SUCCEEDED, null));

        await().until(() -> story(notification).path("status").asString().equals("COMPLETED"));
        JsonNode told = told(sms);
        assertThat(told.path("vendor").asString()).isEqualTo("twilio");
        assertThat(told.path("vendorMessageId").asString()).isEqualTo("SM1");
        assertThat(told.path("tries").get(0).path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(told.path("completedAt").asString()).isNotEmpty();
    }

    @Test
    void bothResultsInOneBatchCompleteItToo() {
        List<DeliveryResult> results = new ArrayList<>();
        results.add(result(email, 1, Outcome.SUCCEEDED, null));
        results.add(result(sms, 1, Outcome.SUCCEEDED, null));
        results.addAll(List.copyOf(results));
        Collections.shuffle(results, new Random(1));
        results.forEach(this::publish);

        await().until(() -> story(notification).path("status").asString().equals("COMPLETED"));
        assertThat(told(sms).path("tries").size())
                .as("a repeated result is told once")
                .isEqualTo(1);
    }

    @Test
    void aTransientFailureBecomesTheNextRoundAfterItsWait() {
        publish(result(sms, 1, Outcome.FAILED, ErrorClass.TRANSIENT));

        await().until(() -> queuedRounds(sms).equals(List.of(1, 2)));
        JsonNode told = told(sms);
        assertThat(told.path("status").asString()).isEqualTo("PENDING");
        assertThat(told.path("retryCount").asInt()).isEqualTo(1);
        Queued next = queued(DeliveryRequested.TYPE, sms.toString()).getLast();
        assertThat(Duration.between(NOON, next.availableAt()))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    }

    @Test
    void aRepeatedFailureBeginsOneRoundOnly() {
        DeliveryResult failed = result(sms, 1, Outcome.FAILED, ErrorClass.TRANSIENT);
        publish(failed);
        publish(failed);
        await().until(() -> queuedRounds(sms).equals(List.of(1, 2)));
        publish(failed);
        publish(result(email, 1, Outcome.SUCCEEDED, null));

        await().until(() -> status(email).equals("SUCCEEDED"));
        assertThat(queuedRounds(sms)).containsExactly(1, 2);
    }

    @Test
    void afterTheFifthRoundItIsADeadLetterWithAnAlert() {
        for (int round = 1; round <= 5; round++) {
            publish(result(sms, round, Outcome.FAILED, ErrorClass.TRANSIENT));
        }

        await().until(() -> status(sms).equals("EXHAUSTED"));
        List<Queued> letters = queued(DeadLetterRaised.TYPE, sms.toString());
        assertThat(letters).hasSize(1);
        JsonNode letter = letters.getFirst().payload();
        assertThat(letter.path("round").asInt()).isEqualTo(5);
        assertThat(letter.path("retryCount").asInt()).isEqualTo(4);
        assertThat(letter.path("tries").size()).isEqualTo(5);
        assertThat(letter.path("addressMasked").asString()).isEqualTo("+8***78");
        assertThat(letter.toString()).doesNotContain("+821012345678");
        assertThat(queued(AlertFired.TYPE, sms.toString())).hasSize(1);
    }

    @Test
    void aPermanentFailureIsADeadLetterAtOnce() {
        publish(result(sms, 1, Outcome.FAILED, ErrorClass.PERMANENT));

        await().until(() -> status(sms).equals("EXHAUSTED"));
        assertThat(queued(DeadLetterRaised.TYPE, sms.toString())).hasSize(1);
        assertThat(told(sms).path("errorClass").asString()).isEqualTo("PERMANENT");
    }

    @Test
    void whatIsDiscardedStillTellsHowItEnded() {
        publish(result(sms, 1, Outcome.FAILED, ErrorClass.PERMANENT));
        await().until(() -> status(sms).equals("EXHAUSTED"));

        publish(new ReplayRequested(sms, 1, ReplayRequested.Decision.DISCARD, false, "kim", "no use", NOON));

        await().until(() -> status(sms).equals("DISCARDED"));
        assertThat(told(sms).path("errorClass").asString()).isEqualTo("PERMANENT");
        assertThat(told(sms).path("failureReason").asString()).isEqualTo("because");
        assertThat(told(sms).path("tries").path(0).path("calls").asInt()).isEqualTo(1);
    }

    @Test
    void aLateSuccessOfAnOlderRoundWinsAndWithdrawsTheNext() {
        publish(result(sms, 1, Outcome.FAILED, ErrorClass.TRANSIENT));
        await().until(() -> queuedRounds(sms).equals(List.of(1, 2)));

        publish(result(sms, 1, Outcome.SUCCEEDED, null));

        await().until(() -> status(sms).equals("SUCCEEDED"));
        assertThat(queuedRounds(sms)).containsExactly(1);
    }

    @Test
    void aReplayOpensItAgainOnceAndOnlyForTheEndItWasMeantFor() {
        publish(result(email, 1, Outcome.SUCCEEDED, null));
        publish(result(sms, 1, Outcome.FAILED, ErrorClass.PERMANENT));
        await().until(() -> story(notification).path("status").asString().equals("COMPLETED"));

        publish(replay(sms, 7));
        publish(replay(sms, 1));
        publish(replay(sms, 1));

        await().until(() -> queuedRounds(sms).equals(List.of(1, 2)));
        assertThat(told(sms).path("status").asString()).isEqualTo("PENDING");
        assertThat(told(sms).path("retryCount").asInt()).isZero();
        assertThat(story(notification).path("status").asString()).isEqualTo("FANNED_OUT");

        publish(result(sms, 2, Outcome.SUCCEEDED, null));
        await().until(() -> story(notification).path("status").asString().equals("COMPLETED"));
        assertThat(queuedRounds(sms)).containsExactly(1, 2);
    }

    @Test
    void everyRoundOfAReplayThatCameTooLateHasTimeToBeSent() {
        publish(result(sms, 1, Outcome.FAILED, ErrorClass.PERMANENT));
        await().until(() -> status(sms).equals("EXHAUSTED"));
        Instant expired = NOON.plus(Duration.ofDays(30));
        clock.set(expired);

        publish(replay(sms, 1));
        publish(result(sms, 2, Outcome.FAILED, ErrorClass.TRANSIENT));

        await().until(() -> queuedRounds(sms).equals(List.of(1, 2, 3)));
        assertThat(queued(DeliveryRequested.TYPE, sms.toString()).stream()
                        .map(Queued::payload)
                        .filter(message -> message.path("round").asInt() > 1)
                        .map(message -> Instant.parse(message.path("expiresAt").asString())))
                .hasSize(2)
                .allMatch(until -> until.isAfter(expired));
    }

    @Test
    void aPoisonResultIsPutAsideAndTheNextOneCounts() {
        publish(Topics.RESULT, sms.toString(), "{\"attemptId\":");
        publish(result(sms, 1, Outcome.SUCCEEDED, null));

        await().until(() -> status(sms).equals("SUCCEEDED"));
    }

    private JsonNode told(UUID attempt) {
        return told(notification, attempt);
    }

    private String status(UUID attempt) {
        return told(attempt).path("status").asString();
    }

    private List<Integer> queuedRounds(UUID attempt) {
        return queued(DeliveryRequested.TYPE, attempt.toString()).stream()
                .map(row -> row.payload().path("round").asInt())
                .sorted()
                .toList();
    }

    private static ReplayRequested replay(UUID attempt, int round) {
        return new ReplayRequested(attempt, round, ReplayRequested.Decision.REPLAY, false, "kim", null, NOON);
    }

    private DeliveryResult result(UUID attempt, int round, Outcome outcome, @Nullable ErrorClass errorClass) {
        boolean isSms = attempt.equals(sms);
        return new DeliveryResult(
                attempt,
                notification,
                recipient,
                Kind.TRANSACTIONAL,
                isSms ? Channel.SMS : Channel.EMAIL,
                round,
                outcome,
                isSms ? "twilio" : "ses",
                outcome == Outcome.SUCCEEDED ? "SM1" : null,
                errorClass,
                errorClass == null ? null : "30003",
                errorClass == null ? null : "because",
                Hygiene.NONE,
                isSms ? "+821012345678" : "r@example.com",
                null,
                null,
                1,
                NOON,
                NOON,
                NOON);
    }
}

package io.notificationhub.intake.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.intake.IntakeTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Scheduled and deferred notifications: they wait in the outbox and are decided again when they come due. */
class DueTest extends IntakeTest {
    private static final Instant NIGHT = Instant.parse("2026-03-02T15:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-03-02T23:00:00Z");

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void aScheduledOneWaitsForItsTimeAndGoesOutThen() {
        Answer scheduled = schedule(NOON.plus(Duration.ofHours(2)));

        assertThat(scheduled.status()).isEqualTo(202);
        assertThat(scheduled.text("status")).isEqualTo("SCHEDULED");
        assertThat(queued(NotificationDue.TYPE, scheduled.id().toString()))
                .singleElement()
                .satisfies(row -> assertThat(row.availableAt()).isEqualTo(NOON.plus(Duration.ofHours(2))));
        assertThat(queued(DeliveryRequested.TYPE, scheduled.id().toString())).isEmpty();

        comeDue(scheduled.id(), NOON.plus(Duration.ofHours(2)));

        await().until(() -> status(scheduled.id()).equals("FANNED_OUT"));
        assertThat(queued(DeliveryRequested.TYPE, scheduled.id().toString())).hasSize(2);
    }

    @Test
    void comingDueTwiceSendsOnce() {
        UUID id = schedule(NOON.plusSeconds(60)).id();
        clock.set(NOON.plusSeconds(60));
        publish(new NotificationDue(id));
        publish(new NotificationDue(id));
        UUID marker = schedule(NOON.plusSeconds(61)).id();
        comeDue(marker, NOON.plusSeconds(61));

        await().until(() -> status(marker).equals("FANNED_OUT") && status(id).equals("FANNED_OUT"));
        assertThat(queued(DeliveryRequested.TYPE, id.toString())).hasSize(2);
    }

    @Test
    void quietHoursDeferToTheirEndSpreadOverTenMinutes() {
        clock.set(NIGHT);
        Answer deferred = post(request());

        assertThat(deferred.text("status")).isEqualTo("SCHEDULED");
        Instant until = Instant.parse(deferred.text("deferredUntil"));
        assertThat(until).isBetween(MORNING, MORNING.plus(Duration.ofMinutes(10)));

        comeDue(deferred.id(), until);

        await().until(() -> status(deferred.id()).equals("FANNED_OUT"));
    }

    /** Spread over ten minutes it would come due when it is quiet again, day after day. */
    @Test
    void whoCanBeReachedForAMinuteIsReachedInIt() {
        owner().knows(known().email("r@example.com")
                .quietHours("UTC", new ProfileChanged.QuietHours(LocalTime.of(9, 37), LocalTime.of(9, 36)))
                .profile());

        Instant until = Instant.parse(post(request()).text("deferredUntil"));

        Instant opens = Instant.parse("2026-03-02T09:36:00Z");
        assertThat(until).isBetween(opens, opens.plusSeconds(30));
    }

    /** It was accepted with them: a later revision may need what this request doesn't have, and nobody could tell its producer. */
    @Test
    void theWordsAreThoseItWasAcceptedWith() {
        String key = "due-" + recipient;
        publish(email(key, 1, "For {a}"));
        Map<String, Object> request = new HashMap<>(Map.of(
                "recipientId",
                recipient,
                "kind",
                "SECURITY",
                "templateKey",
                key,
                "payload",
                Map.of("a", "Kim"),
                "channels",
                List.of("EMAIL")));
        await().until(() -> post(request).status() == 202);
        request.put("sendAt", NOON.plusSeconds(60).toString());
        UUID id = post(request).id();
        publish(email(key, 2, "For {a} and {b}"));
        await().until(() -> post(request).text("code").equals("TEMPLATE_VARIABLE_MISSING"));

        comeDue(id, NOON.plusSeconds(60));

        await().until(() -> status(id).equals("FANNED_OUT"));
        assertThat(queued(DeliveryRequested.TYPE, id.toString()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.payload().path("content").path("body").asString())
                            .isEqualTo("For Kim");
                    assertThat(row.payload().path("template").path("revision").asInt())
                            .isEqualTo(1);
                });
        assertThat(story(id).path("template").path("revision").asInt()).isEqualTo(1);
    }

    private static TemplateChanged email(String key, int revision, String body) {
        return new TemplateChanged(
                UUID.randomUUID(), key, "ko-kr", Channel.EMAIL, revision, "Title", body, null, null, NOON, null, null);
    }

    @Test
    void whoOptedOutMeanwhileIsNotReached() {
        Map<String, Object> request = new HashMap<>(request());
        request.put("kind", "SERVICE");
        request.put("sendAt", NOON.plusSeconds(600).toString());
        UUID id = post(request).id();
        publish(reachable().optedOutOf(Kind.SERVICE).profile());
        await().until(() -> post(requestOf("SERVICE")).text("status").equals("SUPPRESSED"));

        comeDue(id, NOON.plusSeconds(600));

        await().until(() -> status(id).equals("SUPPRESSED"));
        assertThat(queued(DeliveryRequested.TYPE, id.toString())).isEmpty();
    }

    @Test
    void whatExpiredWhileItWaitedIsNotSent() {
        Map<String, Object> request = new HashMap<>(request());
        request.put("sendAt", NOON.plusSeconds(600).toString());
        request.put("expiresAt", NOON.plusSeconds(900).toString());
        UUID id = post(request).id();

        comeDue(id, NOON.plusSeconds(900));

        await().until(() -> status(id).equals("EXPIRED"));
    }

    @Test
    void aWaitingOneCanBeCancelledAndASentOneCannot() {
        UUID waiting = schedule(NOON.plusSeconds(60)).id();
        UUID sent = post(request()).id();

        Answer cancelled = answer(producer().delete().uri("/api/v1/notifications/{id}", waiting));
        Answer tooLate = answer(producer().delete().uri("/api/v1/notifications/{id}", sent));
        Answer again = answer(producer().delete().uri("/api/v1/notifications/{id}", waiting));

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(tooLate.text("code")).isEqualTo("ALREADY_SENT");
        assertThat(again.body()).isEqualTo(cancelled.body());
        assertThat(answer(producer("other", "").delete().uri("/api/v1/notifications/{id}", sent))
                        .status())
                .isEqualTo(404);
    }

    @RepeatedTest(10)
    void cancellingAndComingDueHaveOneWinner() {
        UUID id = schedule(NOON.plusSeconds(60)).id();
        clock.set(NOON.plusSeconds(60));
        CompletableFuture<Void> due = CompletableFuture.runAsync(() -> publish(new NotificationDue(id)));

        Answer cancel = answer(producer().delete().uri("/api/v1/notifications/{id}", id));
        due.join();

        await().until(() -> List.of("CANCELLED", "FANNED_OUT").contains(status(id)));
        int sent = queued(DeliveryRequested.TYPE, id.toString()).size();
        assertThat(cancel.status() == 200).as("cancelled").isEqualTo(sent == 0);
        assertThat(status(id)).isEqualTo(sent == 0 ? "CANCELLED" : "FANNED_OUT");
    }

    private Answer schedule(Instant at) {
        Map<String, Object> request = new HashMap<>(request());
        request.put("sendAt", at.toString());
        return post(request);
    }

    private Map<String, Object> requestOf(String kind) {
        Map<String, Object> request = new HashMap<>(request());
        request.put("kind", kind);
        return request;
    }

    private void comeDue(UUID id, Instant at) {
        clock.set(at);
        publish(new NotificationDue(id));
    }

    private String status(UUID id) {
        return story(id).path("status").asString();
    }
}

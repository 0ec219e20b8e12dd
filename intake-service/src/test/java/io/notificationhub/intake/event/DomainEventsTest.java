package io.notificationhub.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.messaging.PoisonRecords;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** An event makes exactly one notification or stands in its poison topic, and never holds up the next one. */
class DomainEventsTest extends EventTest {
    private static final int REPEATS = 200;

    @Autowired
    private ProcessedEvents processed;

    @Test
    void twoHundredRepeatsAtOnceMakeOneNotification() {
        register("en-us", List.of());
        double before = counted(ORDER_CREATED, "repeated");
        String event = json.writeValueAsString(event("x"));

        // Other keys each, so that they are worked on at once.
        for (int i = 0; i < REPEATS; i++) {
            publish(ORDER_CREATED, recipient + i, event);
        }

        await().until(() -> counted(ORDER_CREATED, "repeated") - before == REPEATS - 1);
        notification();
    }

    @Test
    void anEventThatComesAgainAfterItsKeyHasExpiredMakesNothing() {
        register("en-us", List.of());
        double before = counted(ORDER_CREATED, "repeated");
        send(ORDER_CREATED, event("x"));
        notification();
        clock.advance(Duration.ofDays(3));
        SharedInfrastructure.get().redis().restart();
        database.sql("DELETE FROM idempotency_key").fetch().rowsUpdated().block();

        send(ORDER_CREATED, event("x"));

        await().until(() -> counted(ORDER_CREATED, "repeated") - before == 1);
        notification();
    }

    @Test
    void anotherEventThatTookTheIdByMistakeIsPutAside() {
        register("en-us", List.of());
        send(ORDER_CREATED, event("x"));
        notification();
        Map<String, Object> other = event("x");
        other.put("orderId", "A-1002");

        send(ORDER_CREATED, other);

        assertThat(message(poisoned(ORDER_CREATED, recipient, 1).getFirst())).contains("other content");
        notification();
    }

    @Test
    void whatIsNoJsonIsPutAsideAtOnceAndTheNextOneGoesOn() {
        register("en-us", List.of());
        publish(ORDER_CREATED, recipient, "{\"eventId\": \"secret@example.com");
        send(ORDER_CREATED, event("x"));

        notification();
        ConsumerRecord<String, String> bad =
                poisoned(ORDER_CREATED, recipient, 1).getFirst();
        assertThat(bad.value()).isEqualTo("{\"eventId\": \"secret@example.com");
        assertThat(header(bad, PoisonRecords.RETRY_COUNT)).isEqualTo("0");
        assertThat(message(bad)).contains("no valid JSON").doesNotContain("secret");
    }

    @Test
    void anEventThatLacksAVariableIsTriedAgainAndThenPutAside() {
        register("en-us", List.of());
        Map<String, Object> event = event("x");
        event.remove("totalAmount");
        send(ORDER_CREATED, event);

        ConsumerRecord<String, String> bad =
                poisoned(ORDER_CREATED, recipient, 1).getFirst();
        assertThat(header(bad, PoisonRecords.RETRY_COUNT)).isEqualTo("3");
        assertThat(message(bad)).contains("totalAmount");

        // Nothing of it was kept: with what it lacked the same event is accepted.
        send(ORDER_CREATED, event("x"));
        notification();
    }

    @Test
    void someoneUnknownWithoutAnAddressIsPutAside() {
        send(PAYMENTS, event("payment.failed"));

        ConsumerRecord<String, String> bad = poisoned(PAYMENTS, recipient, 1).getFirst();
        assertThat(header(bad, PoisonRecords.RETRY_COUNT)).isEqualTo("3");
        assertThat(message(bad)).contains("doesn't know the recipient").doesNotContain(recipient);
    }

    @Test
    void aTypeWithoutARouteIsSkippedAndCounted() {
        register("en-us", List.of());
        double before = counted(PAYMENTS, "skipped");
        send(PAYMENTS, event("payment.refund.requested"));

        await().until(() -> counted(PAYMENTS, "skipped") - before == 1);
        assertThat(notifications()).isEmpty();
    }

    @Test
    void anOptOutSuppressesItAndThatIsAnEnd() {
        register("en-us", List.of(new ProfileChanged.KindChoice(Kind.SERVICE, false, false, NOON, "test", null, null)));
        double before = counted(SUBSCRIPTIONS, "suppressed");
        send(SUBSCRIPTIONS, event("subscription.expiring"));

        assertThat(notification().path("status").asString()).isEqualTo("SUPPRESSED");
        await().until(() -> counted(SUBSCRIPTIONS, "suppressed") - before == 1);
    }

    @Test
    void anEventBeyondTheLimitWaitsHoldsUpNobodyAndIsSentWhenTokensAreBack() {
        register("en-us", List.of());
        for (int i = 0; i < 3; i++) {
            Map<String, Object> event = event("payment.failed");
            event.put("eventId", eventId + i);
            send(PAYMENTS, event);
        }

        await().until(() -> notifications().size() == 3);
        JsonNode waiting = notifications().getFirst();
        assertThat(waiting.path("status").asString()).isEqualTo("SCHEDULED");
        String id = waiting.path("notificationId").asString();
        assertThat(queued(NotificationDue.TYPE, id).getFirst().availableAt()).isBetween(NOON, NOON.plusSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        await().until(() -> {
            publish(new NotificationDue(UUID.fromString(id)));
            return story(waiting).path("status").asString().equals("FANNED_OUT");
        });
    }

    @Test
    void anOutageOfTheDatabaseIsWaitedFor() {
        register("en-us", List.of());
        SharedInfrastructure.get().postgres().stop();
        try {
            send(ORDER_CREATED, event("x"));
            await().until(() -> metrics.find("hub.inbox.waits").counters().stream()
                            .mapToDouble(counter -> counter.count())
                            .sum()
                    > 0);
        } finally {
            SharedInfrastructure.get().postgres().start();
        }

        await().ignoreExceptions().until(() -> notifications().size() == 1);
    }

    @Test
    void eventsPastTheirRetentionAreForgotten() {
        register("en-us", List.of());
        send(ORDER_CREATED, event("x"));
        notification();

        processed.forgetBefore(NOON).block();
        assertThat(isRemembered()).isTrue();
        processed.forgetBefore(NOON.plusMillis(1)).block();
        assertThat(isRemembered()).isFalse();
    }

    private boolean isRemembered() {
        return Boolean.TRUE.equals(database.sql("SELECT count(*) = 1 FROM processed_events WHERE event_id = $1")
                .bind(0, eventId)
                .map(row -> Objects.requireNonNull(row.get(0, Boolean.class)))
                .one()
                .block());
    }

    private static String message(ConsumerRecord<String, String> bad) {
        return header(bad, PoisonRecords.ERROR_MESSAGE);
    }
}

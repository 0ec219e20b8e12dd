package io.notificationhub.intake.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.web.HubHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** AlimTalk that a person can't get goes out as a text message, once. */
class FallbackTest extends IntakeTest {

    @Test
    void aTextMessageTakesOverLinkedToTheFirst() {
        UUID notification = accepted("TRANSACTIONAL", "KAKAO_ALIMTALK");
        UUID parent = attempt(notification, Channel.KAKAO_ALIMTALK);
        publish(succeeded(notification, parent, Channel.KAKAO_ALIMTALK));
        await().until(() -> status(notification).equals("COMPLETED"));

        unreachable(parent);

        await().until(() -> status(notification).equals("FANNED_OUT"));
        JsonNode child = told(notification, Channel.SMS);
        assertThat(child.path("parentAttemptId").asString()).isEqualTo(parent.toString());
        assertThat(told(notification, Channel.KAKAO_ALIMTALK).path("receipt").asString())
                .isEqualTo("FAILED");
        assertThat(told(notification, Channel.KAKAO_ALIMTALK).path("status").asString())
                .as("a receipt does not move an attempt back")
                .isEqualTo("SUCCEEDED");
        assertThat(story(notification).path("decisions").toString())
                .contains("{\"channel\":\"SMS\",\"decision\":\"DISPATCHED\",\"reason\":\"FALLBACK\"}");
        UUID childId = UUID.fromString(child.path("attemptId").asString());
        List<Queued> rows = queued(DeliveryRequested.TYPE, childId.toString());
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().payload().path("address").asString()).isEqualTo("+821012345678");
        assertThat(rows.getFirst().payload().path("content").path("body").asString())
                .isEqualTo("It works.");

        publish(succeeded(notification, childId, Channel.SMS));
        await().until(() -> status(notification).equals("COMPLETED"));
    }

    @Test
    void onceHoweverOftenAndByWhateverWayItIsTold() {
        UUID notification = accepted("TRANSACTIONAL", "KAKAO_ALIMTALK");
        UUID parent = attempt(notification, Channel.KAKAO_ALIMTALK);

        IntStream.range(0, 20).parallel().forEach(i -> {
            if (i % 2 == 0) {
                unreachable(parent, "301" + (8 + i % 4 / 2));
            } else {
                webhook(parent, i % 3 == 0 ? "3018" : "3020");
            }
        });

        await().until(() -> attempts(notification, Channel.SMS) == 1);
        await().until(() ->
                told(notification, Channel.KAKAO_ALIMTALK).path("receipts").size() == 3);
        assertThat(attempts(notification, Channel.SMS)).isEqualTo(1);
        String child = told(notification, Channel.SMS).path("attemptId").asString();
        assertThat(queued(DeliveryRequested.TYPE, child)).hasSize(1);
    }

    @Test
    void notForAMessageThatIsKnownToHaveArrived() {
        UUID notification = accepted("TRANSACTIONAL", "KAKAO_ALIMTALK");
        UUID parent = attempt(notification, Channel.KAKAO_ALIMTALK);

        webhook(parent, "1000");
        webhook(parent, "3018");

        assertThat(receipt(notification)).isEqualTo("DELIVERED");
        assertThat(attempts(notification, Channel.SMS)).isZero();
    }

    @Test
    void notWhereATextMessageWentAnyway() {
        UUID notification = accepted("TRANSACTIONAL", "KAKAO_ALIMTALK", "SMS");
        UUID parent = attempt(notification, Channel.KAKAO_ALIMTALK);

        unreachable(parent);

        await().until(() -> receipt(notification).equals("FAILED"));
        assertThat(attempts(notification, Channel.SMS)).isEqualTo(1);
    }

    @Test
    void notForAFailureThatSaysNothingAboutThePerson() {
        UUID notification = accepted("TRANSACTIONAL", "KAKAO_ALIMTALK");

        webhook(attempt(notification, Channel.KAKAO_ALIMTALK), "3016");

        assertThat(receipt(notification)).isEqualTo("FAILED");
        assertThat(attempts(notification, Channel.SMS)).isZero();
        assertThat(attempts(notification, Channel.KAKAO_ALIMTALK)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3012", "9998", "9999"})
    void aFailureThatMayPassIsWorthOneMoreTryAMinuteLater(String code) {
        UUID notification = accepted("TRANSACTIONAL", "KAKAO_ALIMTALK");
        UUID first = attempt(notification, Channel.KAKAO_ALIMTALK);

        publish(succeeded(notification, first, Channel.KAKAO_ALIMTALK));
        await().until(() -> status(notification).equals("COMPLETED"));

        webhook(first, code);
        webhook(first, code);

        UUID second = other(notification, first);
        List<Queued> rows = queued(DeliveryRequested.TYPE, second.toString());
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.availableAt()).isEqualTo(NOON.plusSeconds(60));
            assertThat(row.payload().path("channel").asString()).isEqualTo("KAKAO_ALIMTALK");
            assertThat(row.payload().path("content").path("body").asString()).isEqualTo("It works.");
        });

        webhook(second, code);

        assertThat(attempts(notification, Channel.KAKAO_ALIMTALK))
                .as("one more try, not one after the other")
                .isEqualTo(2);

        unreachable(second);

        await().until(() -> attempts(notification, Channel.SMS) == 1);
    }

    private UUID other(UUID notification, UUID first) {
        return story(notification)
                .path("attempts")
                .valueStream()
                .map(each -> UUID.fromString(each.path("attemptId").asString()))
                .filter(id -> !id.equals(first))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void notAfterItsTime() {
        UUID notification = accepted("SECURITY", "KAKAO_ALIMTALK");
        clock.set(NOON.plus(Duration.ofMinutes(10)));

        webhook(attempt(notification, Channel.KAKAO_ALIMTALK), "3018");

        assertThat(receipt(notification)).isEqualTo("FAILED");
        assertThat(attempts(notification, Channel.SMS)).isZero();
    }

    @Test
    void notAfterAnOptOut() {
        UUID notification = accepted("SERVICE", "KAKAO_ALIMTALK");
        publish(reachable().optedOutOf(Kind.SERVICE).profile());
        await().until(() ->
                post(body("SERVICE", "EMAIL")).text("suppressionReason").equals("OPT_OUT"));

        webhook(attempt(notification, Channel.KAKAO_ALIMTALK), "3018");

        assertThat(receipt(notification)).isEqualTo("FAILED");
        assertThat(attempts(notification, Channel.SMS)).isZero();
    }

    @Test
    void theTextMessagesOwnTemplateIsUsedIfTheVariablesAreEnough() {
        template(Channel.KAKAO_ALIMTALK, "{name}, your parcel {number}");
        template(Channel.SMS, "{name}: parcel");
        Map<String, Object> body = new HashMap<>(body("TRANSACTIONAL", "KAKAO_ALIMTALK"));
        body.remove("title");
        body.remove("body");
        body.put("templateKey", "parcel-" + recipient);
        body.put("payload", Map.of("name", "Kim", "number", "7"));
        await().until(() -> post(body).status() == 202);
        UUID notification = post(body).id();

        webhook(attempt(notification, Channel.KAKAO_ALIMTALK), "3019");

        String child = told(notification, Channel.SMS).path("attemptId").asString();
        JsonNode row = queued(DeliveryRequested.TYPE, child).getFirst().payload();
        assertThat(row.path("content").path("body").asString()).isEqualTo("Kim: parcel");
        assertThat(row.path("template").path("revision").asInt()).isEqualTo(1);
    }

    private void template(Channel channel, String text) {
        publish(new TemplateChanged(
                UUID.randomUUID(),
                "parcel-" + recipient,
                "ko-kr",
                channel,
                1,
                "t",
                text,
                null,
                "code",
                NOON,
                null,
                null));
    }

    private UUID accepted(String kind, String... channels) {
        owner().knows(profile());
        return post(body(kind, channels)).id();
    }

    private Map<String, Object> body(String kind, String... channels) {
        owner().knows(profile());
        return Map.of(
                "recipientId",
                recipient,
                "kind",
                kind,
                "title",
                "Hello",
                "body",
                "It works.",
                "channels",
                List.of(channels));
    }

    private void unreachable(UUID attempt) {
        unreachable(attempt, "3018");
    }

    private void unreachable(UUID attempt, String code) {
        publish(new ReceiptReported(attempt, "nhn", "m", Receipt.FAILED, code, null, true, Hygiene.NONE, NOON));
    }

    private void webhook(UUID attempt, String code) {
        Answer answer = answer(anonymous()
                .post()
                .uri("/api/v1/deliveries/callbacks/nhn")
                .header(HubHeaders.VENDOR, "nhn")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("""
                        {"hooks":[{"hookId":"h","resultCode":"%s","recipientGroupingKey":"%s","kakaoMessageType":"ALIMTALK_NORMAL"}]}""".formatted(code, attempt)));
        assertThat(answer.status()).isEqualTo(202);
    }

    private String status(UUID notification) {
        return story(notification).path("status").asString();
    }

    private String receipt(UUID notification) {
        return told(notification, Channel.KAKAO_ALIMTALK).path("receipt").asString();
    }

    private long attempts(UUID notification, Channel channel) {
        return story(notification)
                .path("attempts")
                .valueStream()
                .filter(each -> each.path("channel").asString().equals(channel.name()))
                .count();
    }

    private DeliveryResult succeeded(UUID notification, UUID attempt, Channel channel) {
        return new DeliveryResult(
                attempt,
                notification,
                recipient,
                Kind.TRANSACTIONAL,
                channel,
                1,
                DeliveryResult.Outcome.SUCCEEDED,
                "nhn",
                "m",
                null,
                null,
                null,
                Hygiene.NONE,
                "+821012345678",
                null,
                null,
                1,
                NOON,
                NOON,
                NOON);
    }
}

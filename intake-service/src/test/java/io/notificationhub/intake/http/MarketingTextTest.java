package io.notificationhub.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.intake.IntakeTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The duties of an advertising text message, checked on the words that would be sent. */
class MarketingTextTest extends IntakeTest {
    private static final String LAWFUL = "(광고) 오늘만 반값 무료수신거부 080-123-4567";
    private static final Instant NIGHT = Instant.parse("2026-03-02T15:00:00Z");

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @ParameterizedTest
    @CsvSource({
        "오늘만 반값, AD_MARK_MISSING FREE_OPT_OUT_MISSING",
        "(광고) 오늘만 반값, FREE_OPT_OUT_MISSING",
        "오늘만 반값 무료수신거부 080-123-4567, AD_MARK_MISSING"
    })
    void aTextThatNeglectsThemIsRefusedAndItsKeyFree(String text, String duties) {
        long before = stored();

        Answer refused = post("k-" + recipient, advertising(text));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("MARKETING_TEXT_INVALID");
        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("message").asString().replaceAll(":.*", "")))
                .containsExactly(duties.split(" ", -1));
        assertThat(stored()).isEqualTo(before);
        assertThat(post("k-" + recipient, advertising(LAWFUL)).status()).isEqualTo(202);
    }

    @Test
    void onlyAdvertisingByTextMessageHasThem() {
        Map<String, Object> byMail = advertising("오늘만 반값");
        byMail.put("channels", List.of("EMAIL"));
        Map<String, Object> service = advertising("배송이 시작됐습니다");
        service.put("kind", "SERVICE");

        assertThat(post(byMail).status()).isEqualTo(202);
        assertThat(post(service).status()).isEqualTo(202);
    }

    @Test
    void oneThatWouldWaitForTheMorningIsRefusedAtOnce() {
        clock.set(NIGHT);
        Map<String, Object> tonight = advertising("오늘만 반값");
        tonight.put("onQuietHours", "DEFER");

        assertThat(post(tonight).text("code")).isEqualTo("MARKETING_TEXT_INVALID");
        tonight.put("body", LAWFUL);
        assertThat(post(tonight).text("status")).isEqualTo("SCHEDULED");
    }

    @Test
    void oneThatWouldReachNobodyIsRefusedAllTheSame() {
        clock.set(NIGHT);
        Map<String, Object> dropped = advertising("오늘만 반값");
        dropped.put("onQuietHours", "DROP");

        assertThat(post(dropped).text("code")).isEqualTo("MARKETING_TEXT_INVALID");
        dropped.put("body", LAWFUL);
        assertThat(post(dropped).text("status")).isEqualTo("SUPPRESSED");
    }

    @Test
    void oneThatWaitsKeepsItsLawfulWords() {
        String key = "sale-" + recipient;
        UUID template = UUID.randomUUID();
        publish(template(template, key, 1, LAWFUL));
        Map<String, Object> request = new HashMap<>(
                Map.of("recipientId", recipient, "kind", "MARKETING", "templateKey", key, "channels", List.of("SMS")));
        await().until(() -> post(request).status() == 202);
        request.put("sendAt", NOON.plusSeconds(600).toString());
        UUID id = post(request).id();
        publish(template(template, key, 2, "오늘만 반값"));
        await().until(() -> post(request).text("code").equals("MARKETING_TEXT_INVALID"));

        clock.set(NOON.plusSeconds(600));
        publish(new NotificationDue(id));

        await().until(() -> story(id).path("status").asString().equals("FANNED_OUT"));
        assertThat(queued(DeliveryRequested.TYPE, id.toString())).hasSize(1);
    }

    @Test
    void oneThatIsNotLawfulAnyMoreEndsVisibly() {
        Map<String, Object> request = new HashMap<>(advertising(LAWFUL));
        request.put("channels", List.of("SMS"));
        request.put("sendAt", NOON.plusSeconds(600).toString());
        UUID id = post(request).id();
        // As if the law had become stricter.
        database.sql("UPDATE notification SET request = replace(request, '(광고)', '') WHERE id = $1")
                .bind(0, id)
                .then()
                .block();

        clock.set(NOON.plusSeconds(600));
        publish(new NotificationDue(id));

        await().until(() -> story(id).path("status").asString().equals("SUPPRESSED"));
        assertThat(queued(DeliveryRequested.TYPE, id.toString())).isEmpty();
        assertThat(story(id)
                        .path("decisions")
                        .valueStream()
                        .filter(each -> each.path("channel").asString().equals("SMS")))
                .singleElement()
                .satisfies(sms -> assertThat(reason(sms)).isEqualTo("EXCLUDED CONTENT_NOT_SENDABLE"));
    }

    @Test
    void titleAndBodyAreMeasuredAsTheyWereRendered() {
        String key = "long-" + recipient;
        publish(new TemplateChanged(
                UUID.randomUUID(), key, "ko-kr", Channel.EMAIL, 1, "{a}", "{b}{b}", null, null, NOON, null, null));
        Map<String, Object> request = new HashMap<>(
                Map.of("recipientId", recipient, "kind", "SERVICE", "templateKey", key, "channels", List.of("EMAIL")));
        request.put("payload", Map.of("a", "a".repeat(200), "b", "b".repeat(2000)));
        await().until(() -> post(request).status() == 202);

        request.put("payload", Map.of("a", "a".repeat(201), "b", "b"));
        assertThat(post(request).text("code")).isEqualTo("CONTENT_TOO_LONG");
        request.put("payload", Map.of("a", "a", "b", "b".repeat(2001)));
        assertThat(post(request).text("code")).isEqualTo("CONTENT_TOO_LONG");
    }

    private static String reason(JsonNode decision) {
        return decision.path("decision").asString() + " "
                + decision.path("reason").asString();
    }

    private static TemplateChanged template(UUID id, String key, int revision, String body) {
        return new TemplateChanged(id, key, "ko-kr", Channel.SMS, revision, "", body, null, null, NOON, null, null);
    }

    private Map<String, Object> advertising(String text) {
        Map<String, Object> request = new HashMap<>(request());
        request.put("kind", "MARKETING");
        request.put("body", text);
        return request;
    }

    private long stored() {
        return count("notification") + count("outbox") + count("idempotency_key");
    }
}

package io.notificationhub.intake.accept;

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
import tools.jackson.databind.JsonNode;

/** What was to go by AlimTalk alone goes by SMS at night, whatever words it has. */
class AlimtalksNightTest extends IntakeTest {
    private static final Instant NIGHT = Instant.parse("2026-03-02T15:00:00Z");

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void theProducersOwnWordsGoBySms() {
        clock.set(NIGHT);
        Map<String, Object> request = request("KAKAO_ALIMTALK");
        request.put("title", "Code");
        request.put("body", "Your code is 1234.");

        Answer answer = post(request);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(sent(answer.id()).path("content").path("body").asString()).isEqualTo("Your code is 1234.");
    }

    @Test
    void aTemplateThatOnlyAlimtalkHasGoesBySms() {
        template(Channel.KAKAO_ALIMTALK, "Your code is {code}.");

        Answer answer = atNightWithTemplate("KAKAO_ALIMTALK");

        assertThat(sent(answer.id()).path("content").path("body").asString()).isEqualTo("Your code is 1234.");
        assertThat(story(answer.id()).path("title").asString()).isEqualTo("t");
    }

    @Test
    void aTemplateOfAllChannelsThatOnlyAlimtalkHasGoesBySms() {
        template(Channel.KAKAO_ALIMTALK, "Your code is {code}.");

        Answer answer = atNightWithTemplate();

        assertThat(sent(answer.id()).path("content").path("body").asString()).isEqualTo("Your code is 1234.");
    }

    @Test
    void theTextMessagesOwnTemplateIsUsed() {
        template(Channel.KAKAO_ALIMTALK, "Your code is {code}.");
        template(Channel.SMS, "[Shop] {code}");

        Answer answer = atNightWithTemplate("KAKAO_ALIMTALK");

        JsonNode sent = sent(answer.id());
        assertThat(sent.path("content").path("body").asString()).isEqualTo("[Shop] 1234");
        assertThat(sent.path("template").path("key").asString()).isEqualTo(key());
    }

    @Test
    void whatWasAcceptedByDayAndComesDueAtNightGoesBySms() {
        Map<String, Object> request = request("KAKAO_ALIMTALK");
        request.put("title", "Code");
        request.put("body", "Your code is 1234.");
        // Before the night begins, and late on its way.
        request.put("sendAt", "2026-03-02T11:30:00Z");
        request.put("expiresAt", "2026-03-02T16:00:00Z");
        UUID id = post(request).id();

        clock.set(NIGHT);
        publish(new NotificationDue(id));

        await().until(() -> story(id).path("status").asString().equals("FANNED_OUT"));
        assertThat(sent(id).path("content").path("body").asString()).isEqualTo("Your code is 1234.");
    }

    @Test
    void whoHasNoTelephoneForSmsAndNoTimeIsNotReached() {
        owner().knows(known().kakaoPhone("+821012345678").profile());
        clock.set(NIGHT);
        Map<String, Object> request = request("KAKAO_ALIMTALK");
        request.put("title", "Code");
        request.put("body", "Your code is 1234.");
        request.put("expiresAt", "2026-03-02T16:00:00Z");

        Answer answer = post(request);

        assertThat(answer.text("status")).isEqualTo("SUPPRESSED");
        assertThat(answer.text("suppressionReason")).isEqualTo("NO_ELIGIBLE_CHANNEL");
        assertThat(story(answer.id())
                        .path("decisions")
                        .valueStream()
                        .filter(each -> each.path("channel").asString().equals("KAKAO_ALIMTALK"))
                        .map(each -> each.path("decision").asString() + " "
                                + each.path("reason").asString()))
                .containsExactly("EXCLUDED VENDOR_NIGHT_BLOCK");
    }

    private Answer atNightWithTemplate(String... channels) {
        Map<String, Object> request = request(channels);
        request.put("templateKey", key());
        request.put("payload", Map.of("code", "1234"));
        await().until(() -> post(request).status() == 202);
        clock.set(NIGHT);
        return post(request);
    }

    private JsonNode sent(UUID notification) {
        List<Queued> queued = queued(DeliveryRequested.TYPE, notification.toString());
        assertThat(queued).hasSize(1);
        JsonNode message = queued.getFirst().payload();
        assertThat(message.path("channel").asString()).isEqualTo("SMS");
        return message;
    }

    private void template(Channel channel, String text) {
        publish(new TemplateChanged(
                UUID.randomUUID(), key(), "ko-kr", channel, 1, "t", text, null, "code", NOON, null, null));
    }

    private String key() {
        return "code-" + recipient;
    }

    private Map<String, Object> request(String... channels) {
        return new HashMap<>(Map.of("recipientId", recipient, "kind", "SECURITY", "channels", List.of(channels)));
    }
}

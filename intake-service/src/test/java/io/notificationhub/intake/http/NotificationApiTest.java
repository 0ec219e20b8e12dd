package io.notificationhub.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.intake.IntakeTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class NotificationApiTest extends IntakeTest {

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void acceptsAndTellsTheStory() {
        Answer accepted = post(request());

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("FANNED_OUT");
        assertThat(strings(accepted.body().path("dispatchedChannels"))).containsExactly("EMAIL", "SMS");
        JsonNode story = story(accepted.id());
        assertThat(story.path("status").asString()).isEqualTo("FANNED_OUT");
        assertThat(story.path("decisions").size()).isEqualTo(Channel.values().length);
        assertThat(story.path("attempts").size()).isEqualTo(2);
        assertThat(story.path("attempts").get(0).path("addressMasked").asString())
                .isEqualTo("r@***om");
        assertThat(story.toString()).doesNotContain("r@example.com").doesNotContain("12345678");
    }

    @Test
    void queuesOneDeliveryPerChannelWithTheStateInOneTransaction() {
        UUID id = post(request()).id();

        List<Queued> queued = queued(DeliveryRequested.TYPE, id.toString());
        assertThat(queued).hasSize(2).allSatisfy(row -> {
            assertThat(row.availableAt()).isEqualTo(NOON);
            assertThat(row.payload().path("round").asInt()).isEqualTo(1);
            assertThat(row.payload().path("recipientId").asString()).isEqualTo(recipient);
        });
    }

    @Test
    void theSameRequestAgainNamesTheFirst() {
        Answer first = post("k-" + recipient, request());
        Answer again = post("k-" + recipient, request());
        Answer quoted = post("\"k-" + recipient + "\"", request());

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("DUPLICATE_REQUEST");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(quoted.id()).as("quotes are not part of the key").isEqualTo(first.id());
    }

    @Test
    void theSameKeyForAnotherRequestIsAConflict() {
        Answer first = post("k-" + recipient, request());
        Answer other = post("k-" + recipient, with("body", "Something else."));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("IDEMPOTENCY_KEY_CONFLICT");
        assertThat(other.id()).isEqualTo(first.id());
    }

    @Test
    void membersInAnotherOrderAreTheSameRequest() {
        post("k-" + recipient, """
                {"recipientId":"%s","kind":"SECURITY","title":"t","body":"b","channels":["EMAIL"]}""".formatted(recipient));
        Answer again = post("k-" + recipient, """
                {"body":"b", "title":"t", "locale": null, "channels":["EMAIL"], "kind":"SECURITY","recipientId":"%s"}""".formatted(recipient));

        assertThat(again.text("code")).isEqualTo("DUPLICATE_REQUEST");
    }

    @Test
    void keysBelongToTheirProducer() {
        Answer mine = post("k-" + recipient, request());
        Answer theirs = answer(producer("other", "")
                .post()
                .uri("/api/v1/notifications")
                .header("Idempotency-Key", "k-" + recipient)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(request()));

        assertThat(theirs.status()).isEqualTo(202);
        assertThat(theirs.id()).isNotEqualTo(mine.id());
    }

    @Test
    void aProducerSeesItsOwnUnlessItMayReadAny() {
        UUID id = post(request()).id();

        assertThat(answer(producer("other", "").get().uri("/api/v1/notifications/{id}", id))
                        .text("code"))
                .isEqualTo("NOTIFICATION_NOT_FOUND");
        assertThat(answer(producer("other", "read:any").get().uri("/api/v1/notifications/{id}", id))
                        .status())
                .isEqualTo(200);
        assertThat(answer(anonymous().get().uri("/api/v1/notifications/{id}", id))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aRefusedRequestFreesItsKey() {
        Map<String, Object> unknown = with("recipientId", "nobody-" + recipient);
        Answer refused = post("k-" + recipient, unknown);
        Answer later = post("k-" + recipient, request());

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text("code")).isEqualTo("RECIPIENT_NOT_FOUND");
        assertThat(later.status()).isEqualTo(202);
    }

    @Test
    void anUnknownRecipientWithAddressesIsReached() {
        Map<String, Object> request = with("recipientId", "nobody-" + recipient);
        request.put("addresses", Map.of("EMAIL", "new@example.com"));

        Answer answer = post(request);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(strings(answer.body().path("dispatchedChannels"))).containsExactly("EMAIL");
    }

    @Test
    void anOptOutIsSuppressedAndKeepsItsKey() {
        owner().knows(known().email("r@example.com").optedOutOf(Kind.SERVICE).profile());

        Answer answer = post("k-" + recipient, with("kind", "SERVICE"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("SUPPRESSED");
        assertThat(answer.text("suppressionReason")).isEqualTo("OPT_OUT");
        assertThat(post("k-" + recipient, with("kind", "SERVICE")).status()).isEqualTo(409);
    }

    @Test
    void aTemplateIsRenderedAndItsRevisionKept() {
        String key = "order-" + recipient;
        template(key, Channel.EMAIL, "ko-kr", 1, "주문 {orderId}", "주문 {orderId} 완료");
        template(key, Channel.SMS, "ko-kr", 3, "", "Order {orderId} of {name}");
        Map<String, Object> request = new HashMap<>(Map.of(
                "recipientId",
                recipient,
                "kind",
                "TRANSACTIONAL",
                "templateKey",
                key,
                "locale",
                "en-US",
                "channels",
                List.of("EMAIL", "SMS")));

        await().until(() -> !post(request).text("code").equals("TEMPLATE_NOT_FOUND"));
        request.put("payload", Map.of("orderId", "7"));
        Answer incomplete = post(request);
        request.put("payload", Map.of("orderId", "7", "name", "Kim", "unused", "x"));
        Answer accepted = post(request);

        assertThat(incomplete.status()).isEqualTo(422);
        assertThat(incomplete.text("code")).isEqualTo("TEMPLATE_VARIABLE_MISSING");
        assertThat(incomplete.body().path("errors").get(0).path("field").asString())
                .isEqualTo("payload.name");
        assertThat(accepted.status()).isEqualTo(202);
        JsonNode story = story(accepted.id());
        assertThat(story.path("title").asString()).isEqualTo("주문 7");
        assertThat(story.path("template").path("key").asString()).isEqualTo(key);
        assertThat(story.path("template").path("locale").asString()).isEqualTo("ko-kr");
        assertThat(story.path("attempts")
                        .valueStream()
                        .map(attempt -> attempt.path("channel").asString() + " "
                                + attempt.path("template").path("revision").asInt()))
                .containsExactlyInAnyOrder("EMAIL 1", "SMS 3");
        assertThat(queued(DeliveryRequested.TYPE, accepted.id().toString()))
                .extracting(
                        row -> row.payload().path("template").path("revision").asInt())
                .containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void aTextTooLongForAnyMessageIsRefused() {
        Answer answer = post(with("body", "가".repeat(1001)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("CONTENT_TOO_LONG");
    }

    /** As JSON Schema counts them: a character beyond the basic plane is one, though Java has two units for it. */
    @Test
    void lengthsAreCountedInCharacters() {
        Map<String, Object> longest = with("title", "😀".repeat(200));
        longest.put("body", "😀".repeat(4000));
        longest.put("channels", List.of("EMAIL"));
        longest.put("recipientId", "😀".repeat(128));
        longest.put("addresses", Map.of("EMAIL", "new@example.com"));
        Answer accepted = post(longest);

        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
        assertThat(story(accepted.id()).path("title").asString()).isEqualTo("😀".repeat(200));
        assertThat(get("/api/v1/notifications/me?recipientId={r}", "😀".repeat(128))
                        .body()
                        .path("items")
                        .size())
                .isOne();
        for (String field : List.of("title", "body", "recipientId")) {
            Map<String, Object> tooLong = new HashMap<>(longest);
            tooLong.merge(field, "😀", (value, more) -> "" + value + more);
            assertThat(post(tooLong).body().at("/errors/0/field").asString("")).isEqualTo(field);
        }
    }

    @Test
    void itemsOfABatchSucceedAndFailAlone() {
        Map<String, Object> good = with("idempotencyKey", "a-" + recipient);
        Map<String, Object> bad = with("idempotencyKey", "b-" + recipient);
        bad.put("kind", "NONSENSE");
        Answer answer = batch(good, bad, request(), good);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode results = answer.body().path("results");
        assertThat(results.get(0).path("status").asInt()).isEqualTo(202);
        assertThat(results.get(1).path("body").path("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(results.get(2).path("body").path("code").asString()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
        assertThat(results.get(3).path("body").path("code").asString()).isEqualTo("DUPLICATE_REQUEST");
        assertThat(results.get(3).path("body").path("notificationId"))
                .isEqualTo(results.get(0).path("body").path("notificationId"));
    }

    @Test
    void itemsOfOneKeyTakeTheirTurns() {
        Map<String, Object> toNobody = with("idempotencyKey", "c-" + recipient);
        toNobody.put("recipientId", "nobody-" + recipient);
        Map<String, Object> good = with("idempotencyKey", "c-" + recipient);
        Map<String, Object> other = with("idempotencyKey", "c-" + recipient);
        other.put("title", "Another");

        Answer answer = batch(toNobody, good, other, good);

        assertThat(answer.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .containsExactly(404, 202, 409, 409);
        assertThat(answer.body()
                        .path("results")
                        .path(2)
                        .path("body")
                        .path("code")
                        .asString())
                .isEqualTo("IDEMPOTENCY_KEY_CONFLICT");
    }

    @Test
    void oneLongValueFailsByItsNameAndAlone() {
        Map<String, Object> good = with("idempotencyKey", "d-" + recipient);
        Map<String, Object> longer = with("idempotencyKey", "e-" + recipient);
        longer.put("body", "y".repeat(200_000));

        Answer answer = batch(longer, good);

        JsonNode results = answer.body().path("results");
        assertThat(results.path(0).path("body").path("detail").asString())
                .isEqualTo("body has more than 4000 characters");
        assertThat(results.path(1).path("status").asInt()).isEqualTo(202);
    }

    @Test
    void historyPagesNewestFirstWithoutGapsOrRepeats() {
        for (int i = 0; i < 5; i++) {
            post(with("title", "n" + i));
        }

        Answer first = get("/api/v1/notifications/me?recipientId={r}&limit=3", recipient);
        Answer second =
                get("/api/v1/notifications/me?recipientId={r}&limit=3&cursor={c}", recipient, first.text("nextCursor"));

        assertThat(titles(first)).containsExactly("n4", "n3", "n2");
        assertThat(titles(second)).containsExactly("n1", "n0");
        assertThat(second.body().has("nextCursor")).isFalse();
        assertThat(titles(get("/api/v1/notifications/me?recipientId={r}&channel=PUSH", recipient)))
                .isEmpty();
        assertThat(titles(get(
                        "/api/v1/notifications/me?recipientId={r}&status=FANNED_OUT&kind=TRANSACTIONAL", recipient)))
                .hasSize(5);
    }

    private void template(String key, Channel channel, String locale, int revision, String title, String body) {
        publish(new TemplateChanged(
                UUID.randomUUID(), key, locale, channel, revision, title, body, null, null, NOON, null, null));
    }

    private Map<String, Object> with(String member, Object value) {
        Map<String, Object> changed = new HashMap<>(request());
        changed.put(member, value);
        return changed;
    }

    private Answer batch(Object... items) {
        return answer(producer()
                .post()
                .uri("/api/v1/notifications/batch")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("items", List.of(items))));
    }

    private static List<String> titles(Answer page) {
        return page.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("title").asString())
                .toList();
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}

package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

class DeskControllerTest extends DeskTest {
    @Test
    void showsALetterWithEverythingButTheAddress() {
        Letter letter = letter();
        raise(letter);

        JsonNode shown = show(letter.attemptId());

        assertThat(shown.propertyNames())
                .contains(
                        "attemptId",
                        "notificationId",
                        "channelType",
                        "channelAddressMasked",
                        "status",
                        "retryCount",
                        "errorClass",
                        "failureReason",
                        "createdAt",
                        "completedAt",
                        "title",
                        "body",
                        "maxRetries",
                        "tries",
                        "expectedTopic");
        assertThat(shown.path("expectedTopic").asString()).isEqualTo("notification.delivery.sms.bulk");
        assertThat(shown.path("completedAt").asString())
                .isEqualTo(letter.exhaustedAt().toString());
        assertThat(texts(shown.path("tries"), "vendorCode")).containsExactly("20429", "30003");
    }

    @Test
    void pagesThroughAllLettersInOrderWithoutGapOrRepetition() {
        List<Letter> raised = letters(23);
        raise(raised);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(DLQ + "?limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.path("items").size()).isBetween(1, 7);
            texts(page.path("items"), "attemptId").forEach(seen::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen)
                .containsAll(
                        raised.stream().map(each -> each.attemptId().toString()).toList());
        JsonNode line = get(DLQ + "?limit=200").path("items").get(0);
        assertThat(line.propertyNames())
                .containsOnly(
                        "attemptId",
                        "notificationId",
                        "channelType",
                        "channelAddressMasked",
                        "status",
                        "retryCount",
                        "errorClass",
                        "failureReason",
                        "createdAt",
                        "completedAt");
    }

    @Test
    void searchesByEachFilterAndByAllTogether() {
        String marker = "code-" + letter().attemptId();
        Letter wanted =
                letter().on(Channel.EMAIL).because(ErrorClass.PERMANENT, marker).template("tpl-" + marker);
        Letter otherTime = letter().on(Channel.EMAIL)
                .because(ErrorClass.PERMANENT, marker)
                .exhausted(wanted.exhaustedAt().minusSeconds(3600));
        Letter otherChannel = letter().because(ErrorClass.AMBIGUOUS, marker);
        raise(wanted, otherTime, otherChannel);

        assertThat(found("vendorCode=" + marker)).hasSize(3);
        assertThat(found("vendorCode=" + marker + "&channel=EMAIL")).hasSize(2);
        assertThat(found("vendorCode=" + marker + "&errorType=ambiguous")).containsExactly(otherChannel.attemptId());
        assertThat(found("vendorCode=" + marker + "&from=" + otherTime.exhaustedAt() + "&to=" + wanted.exhaustedAt()))
                .containsExactly(otherTime.attemptId());
        assertThat(found("templateKey=tpl-" + marker)).containsExactly(wanted.attemptId());
        assertThat(found("recipientId=" + wanted.recipientId())).containsExactly(wanted.attemptId());
        assertThat(found("recipientId=nobody")).isEmpty();
        assertThat(found("vendorCode=" + marker + "&channel=EMAIL&errorType=Permanent&templateKey=tpl-" + marker
                        + "&from=" + wanted.exhaustedAt() + "&recipientId=" + wanted.recipientId()))
                .containsExactly(wanted.attemptId());
        assertThat(get(DLQ + "/search?size=2&vendorCode=" + marker)
                        .path("nextCursor")
                        .asString("none"))
                .isNotEqualTo("none");
    }

    /** One whose id is much older than its end, as after a replay, and one whose id tells no time, as of a stand-in for another channel. */
    @Test
    void searchesByTimeFindLettersWithIdsOfAnotherTimeToo() {
        String marker = "code-" + letter().attemptId();
        UUID old = new UUID(
                (Instant.now().minus(Duration.ofDays(9)).toEpochMilli() << 16) | 0x7001,
                letter().attemptId().getLeastSignificantBits());
        UUID timeless = UUID.nameUUIDFromBytes(marker.getBytes(StandardCharsets.UTF_8));
        List<UUID> wanted = new ArrayList<>(List.of(old, timeless, letter().attemptId(), letter().attemptId()));
        raise(wanted.stream()
                .map(id -> Letter.of(id).because(ErrorClass.TRANSIENT, marker))
                .toList());
        String search =
                DLQ + "/search?vendorCode=" + marker + "&from=" + Instant.now().minusSeconds(60);

        List<UUID> seen = new ArrayList<>();
        JsonNode page = get(search + "&size=1");
        texts(page.path("items"), "attemptId").map(UUID::fromString).forEach(seen::add);
        while (page.has("nextCursor")) {
            page = get(search + "&size=1&cursor=" + page.path("nextCursor").asString());
            texts(page.path("items"), "attemptId").map(UUID::fromString).forEach(seen::add);
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(seen.stream().map(UUID::toString)).isSorted();
        assertThat(texts(get(search + "&size=200").path("items"), "attemptId").map(UUID::fromString))
                .containsExactlyElementsOf(seen);
        assertThat(get(DLQ + "/search?vendorCode=" + marker + "&from=1970-01-01")
                        .path("items")
                        .size())
                .isEqualTo(4);
    }

    /** As when the clock that made the ids went ahead of the one that told the ends, by little or by much. */
    @Test
    void searchesUntilSomeTimeFindLettersWithLaterIdsToo() {
        String marker = "code-" + letter().attemptId();
        List<Letter> raised = letters(4);
        Instant end = raised.getFirst().exhaustedAt();
        raise(
                raised.get(0).because(ErrorClass.TRANSIENT, marker).exhausted(end.minusMillis(1)),
                raised.get(1).because(ErrorClass.TRANSIENT, marker).exhausted(end.minusSeconds(59)),
                raised.get(2).because(ErrorClass.TRANSIENT, marker).exhausted(end.minusSeconds(7200)),
                raised.get(3).because(ErrorClass.TRANSIENT, marker).exhausted(end));

        assertThat(found("vendorCode=" + marker + "&to=" + end))
                .containsExactlyElementsOf(
                        raised.stream().limit(3).map(Letter::attemptId).toList());
        assertThat(found("vendorCode=" + marker + "&from=" + end.minusSeconds(7200) + "&to=" + end.minusSeconds(59)))
                .containsExactly(raised.get(2).attemptId());
        assertThat(found("vendorCode=" + marker + "&from=" + end.minusSeconds(59) + "&to="
                        + end.minusSeconds(59).plusNanos(1000)))
                .containsExactly(raised.get(1).attemptId());
    }

    private List<UUID> found(String query) {
        return texts(get(DLQ + "/search?" + query).path("items"), "attemptId")
                .map(UUID::fromString)
                .toList();
    }

    @Test
    void replayLeavesOneEventForIntakeAndOneAuditEntry() {
        Letter letter = letter().because(ErrorClass.AMBIGUOUS, "timeout");
        raise(letter);
        expectRefusal(replay(letter.attemptId()), HttpStatus.CONFLICT, "ILLEGAL_DLQ_OPERATION");

        JsonNode view = answer(post(
                DLQ + "/" + letter.attemptId() + "/replay", Map.of("force", true, "reason", "customer confirmed")));

        assertThat(view.path("status").asString()).isEqualTo("REPLAYED");
        assertThat(outboxOf(letter.attemptId())).singleElement().satisfies(event -> {
            assertThat(event.path("round").asInt()).isEqualTo(5);
            assertThat(event.path("decision").asString()).isEqualTo("REPLAY");
            assertThat(event.path("force").asBoolean()).isTrue();
            assertThat(event.path("operator").asString()).isEqualTo("kim");
            assertThat(event.path("reason").asString()).isEqualTo("customer confirmed");
        });
        assertThat(audited(letter)).isEqualTo(1);
    }

    @Test
    void replayNeedsNoBodyAndDiscardLeavesItsEventToo() {
        Letter replayed = letter();
        Letter discarded = letter();
        raise(replayed, discarded);

        http.post()
                .uri(DLQ + "/" + replayed.attemptId() + "/replay")
                .exchange()
                .expectStatus()
                .isOk();
        discard(discarded.attemptId()).expectStatus().isOk();

        assertThat(outboxOf(replayed.attemptId()))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.path("force").asBoolean(true)).isFalse());
        assertThat(outboxOf(discarded.attemptId())).singleElement().satisfies(event -> {
            assertThat(event.path("decision").asString()).isEqualTo("DISCARD");
            assertThat(event.path("reason").asString()).isEqualTo("not needed any more");
        });
    }

    @Test
    void refusesAnExpiredOneAndSaysWhatItTakes() {
        Letter letter = letter().expired();
        raise(letter);

        JsonNode problem = answer(replay(letter.attemptId()));

        assertThat(problem.path("code").asString()).isEqualTo("ILLEGAL_DLQ_OPERATION");
        assertThat(problem.path("detail").asString()).contains("force").contains("reason");
        assertThat(outboxOf(letter.attemptId())).isEmpty();
        assertThat(audited(letter)).isZero();
    }

    @Test
    void oneOfManyConcurrentDecisionsWins() throws Exception {
        List<Letter> raised = letters(5);
        raise(raised);
        int callers = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Letter letter : raised) {
                CyclicBarrier together = new CyclicBarrier(callers);
                List<Callable<Integer>> calls = new ArrayList<>();
                for (int caller = 0; caller < callers; caller++) {
                    boolean even = caller % 2 == 0;
                    calls.add(() -> {
                        together.await();
                        return (even ? replay(letter.attemptId()) : discard(letter.attemptId()))
                                .expectBody()
                                .returnResult()
                                .getStatus()
                                .value();
                    });
                }
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(calls)) {
                    answers.add(answer.get());
                }

                assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
                assertThat(outboxOf(letter.attemptId())).hasSize(1);
                assertThat(audited(letter)).isEqualTo(1);
            }
        }
    }

    private long audited(Letter letter) {
        return count("SELECT count(*) AS n FROM audit_entry WHERE attempt_id = :id", Map.of("id", letter.attemptId()));
    }

    @Test
    void neverDeletes() {
        Letter letter = letter();
        raise(letter);

        expectRefusal(
                http.delete().uri(DLQ + "/" + letter.attemptId()).exchange(),
                HttpStatus.METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED");

        assertThat(status(letter.attemptId())).isEqualTo("EXHAUSTED");
    }
}

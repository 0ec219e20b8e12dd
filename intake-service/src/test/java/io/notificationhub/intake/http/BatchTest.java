package io.notificationhub.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.intake.IntakeTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** Whatever an item is like, it gets what it would have got alone, and the others get theirs. */
class BatchTest extends IntakeTest {

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    static List<String> badItems() {
        return List.of(
                "{}",
                "[]",
                "5",
                "null",
                "\"a ] } \\\" { [\"",
                "{\"recipientId\":\"r\",\"recipientId\":\"r\",\"kind\":\"SERVICE\",\"title\":\"t\",\"body\":\"b\"}",
                "{\"kind\":\"NONSENSE\"}",
                "{\"title\":5}",
                "{\"unknown\":" + "[".repeat(100) + "]".repeat(100) + "}",
                "{\"unknown\":" + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "}",
                "{\"body\":\"" + "y".repeat(300_000) + "\"}");
    }

    @Test
    void aBadItemFailsAsItWouldAlone() {
        List<String> bad = badItems();
        JsonNode results = batch("{ \"more\": [{}], \"items\": [ " + good() + " , " + String.join(" , ", keyed(bad))
                        + "," + good() + "] }")
                .body()
                .path("results");

        assertThat(results.size()).isEqualTo(bad.size() + 2);
        assertThat(results.path(0).path("status").asInt()).isEqualTo(202);
        assertThat(results.path(bad.size() + 1).path("status").asInt()).isEqualTo(202);
        for (int i = 0; i < bad.size(); i++) {
            Answer alone = post(bad.get(i));
            JsonNode result = results.path(i + 1);
            assertThat(result.path("status").asInt()).as(bad.get(i)).isEqualTo(alone.status());
            assertThat(result.path("body").path("code")).isEqualTo(alone.body().path("code"));
            assertThat(result.path("body").path("detail"))
                    .isEqualTo(alone.body().path("detail"));
            assertThat(result.path("body").path("errors"))
                    .isEqualTo(alone.body().path("errors"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "{}",
                "{\"items\":null}",
                "{\"items\":{}}",
                "{\"items\":[]}",
                "{\"items\":[{}]",
                "{\"items\":[{}",
                "{\"items\":[{},]}",
                "{\"items\":[{\"a\"}]}",
                "{\"items\":[{}]} {}",
                "{\"items\":[{}]} x",
                "{\"items\":[{}],\"items\":[{}]}"
            })
    void whatIsNoBatchIsRefusedWhole(String body) {
        Answer answer = batch(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void nestingWithoutEndIsRefusedBeforeItTakesMemory() {
        Answer answer = batch("{\"items\":[" + good() + ",{\"unknown\":" + "[".repeat(1_000_000));

        assertThat(answer.status()).isEqualTo(400);
    }

    /** Alone its key is in a header. */
    private static List<String> keyed(List<String> items) {
        return items.stream()
                .map(item -> item.startsWith("{\"") ? "{\"idempotencyKey\":\"k\"," + item.substring(1) : item)
                .map(item -> item.equals("{}") ? "{\"idempotencyKey\":\"k\"}" : item)
                .toList();
    }

    private String good() {
        return """
                {"idempotencyKey":"%s","recipientId":"%s","kind":"SECURITY","title":"가","body":"b","channels":["EMAIL"]}""".formatted(UUID.randomUUID(), recipient);
    }

    private Answer batch(String body) {
        return answer(producer()
                .post()
                .uri("/api/v1/notifications/batch")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body));
    }
}

package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TimelineTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JsonNode STORY = JSON.readTree("""
            {"createdAt": "2026-01-02T03:04:05.000Z",
             "decisions": [{"channel": "PUSH", "decision": "DISPATCHED"},
                           {"channel": "KAKAO_ALIMTALK", "decision": "EXCLUDED", "reason": "NIGHT_BLOCK"}],
             "attempts": [{"attemptId": "a1", "channel": "PUSH", "vendor": "fcm", "status": "SUCCEEDED",
                           "completedAt": "2026-01-02T03:04:05.250Z"}]}
            """);

    @Test
    void eachStepIsShownByItsDistanceFromTheAcceptance() throws Exception {
        JsonNode messages = JSON.readTree("[{\"receivedAt\": \"2026-01-02T03:04:05.060Z\"}]");

        Timeline timeline =
                new Timeline(STORY, attempt -> messages, Map.of("a1", Instant.parse("2026-01-02T03:04:05.020Z")));

        assertThat(timeline.rows().get(1))
                .startsWith("PUSH")
                .containsSubsequence("fcm", "+20 ms", "+60 ms", "+250 ms", "SUCCEEDED");
        assertThat(timeline.allReachedTheirVendor()).isTrue();
    }

    @Test
    void anExcludedChannelSaysWhy() throws Exception {
        Timeline timeline = new Timeline(STORY, attempt -> JSON.createArrayNode(), Map.of());

        assertThat(timeline.rows().getLast())
                .startsWith("KAKAO_ALIMTALK")
                .contains("excluded: NIGHT_BLOCK", "between 21:00 and 08:00 in Korea");
    }

    @Test
    void aMessageThatNoVendorHasIsNoSuccess() throws Exception {
        Timeline timeline = new Timeline(STORY, attempt -> JSON.createArrayNode(), Map.of());

        assertThat(timeline.allReachedTheirVendor()).isFalse();
    }
}

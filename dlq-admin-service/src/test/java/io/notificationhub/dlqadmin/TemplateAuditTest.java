package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.TemplateChanged;
import io.notificationhub.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What template-service tells of operators' changes, as the trail keeps it. Each test has an operator of its own. */
@ExtendWith(OutputCaptureExtension.class)
class TemplateAuditTest extends DeskTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123456Z");

    private final UUID id = UUID.randomUUID();
    private final String actor = "lee-" + id;
    private final String key = "order." + id;

    @Test
    void tellsWhoChangedWhichTemplateWhenAndFromWhere() {
        publish(change(1, actor, "198.51.100.7"));
        publish(change(2, actor, "198.51.100.8"));
        awaitEntries(2);

        JsonNode revised = entries("&action=TEMPLATE_REVISED").get(0);
        assertThat(revised.path("actor").asString()).isEqualTo(actor);
        assertThat(revised.path("clientIp").asString()).isEqualTo("198.51.100.8");
        assertThat(revised.path("at").asString()).isEqualTo(NOON.plusSeconds(2).toString());
        assertThat(revised.path("template"))
                .isEqualTo(json.createObjectNode()
                        .put("id", id.toString())
                        .put("key", key)
                        .put("locale", "ko-kr")
                        .put("channelType", "SMS")
                        .put("revision", 2));
        JsonNode created = entries("&action=TEMPLATE_CREATED").get(0);
        assertThat(created.path("clientIp").asString()).isEqualTo("198.51.100.7");
        assertThat(created.at("/template/revision").asInt()).isEqualTo(1);
        assertThat(entries(""))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("TEMPLATE_REVISED", "TEMPLATE_CREATED");
    }

    @Test
    void aChangeThatIsToldAgainIsOneEntryAndOneLineOfTheLog(CapturedOutput output) {
        publish(change(1, actor, "198.51.100.7"));
        publish(change(1, actor, "198.51.100.7"));
        publish(change(2, actor, "198.51.100.7"));
        awaitEntries(2);

        // In a batch of their own, the older one last.
        publish(change(2, actor, "198.51.100.7"));
        publish(change(1, actor, "198.51.100.7"));
        publish(change(3, actor, "198.51.100.7"));
        awaitEntries(3);

        assertThat(revisions()).containsExactly(3, 2, 1);
        assertThat(output.getOut().lines().filter(line -> line.contains(" by " + actor + " from ")))
                .hasSize(3);
    }

    @Test
    void aLateRevisionHasItsEntryToo() {
        publish(change(5, actor, "198.51.100.7"));
        publish(change(4, actor, "198.51.100.7"));
        awaitEntries(2);

        assertThat(revisions()).containsExactlyInAnyOrder(4, 5);
    }

    @Test
    void aChangeOfNoOperatorLeavesNoEntry() {
        ObjectNode ofAnEarlierBuild = (ObjectNode) json.readTree(EventJson.write(change(1, actor, "198.51.100.7")));
        ofAnEarlierBuild.remove(List.of("operator", "clientIp"));

        publish(Topics.TEMPLATE_CHANGED, key, ofAnEarlierBuild.toString());
        publish(change(2, null, null));
        publish(change(3, actor, null));
        awaitEntries(1);

        assertThat(entries("").get(0).path("clientIp").asString()).isEqualTo("unknown");
        assertThat(count("SELECT count(*) AS n FROM audit_entry WHERE template_id = :id", Map.of("id", id)))
                .isEqualTo(1);
    }

    @Test
    void theConsoleShowsThemAndFiltersByThem() {
        publish(change(2, actor, "198.51.100.7"));
        awaitEntries(1);

        assertThat(page("en", "TEMPLATE_REVISED"))
                .contains(key, "ko-kr · SMS · revision 2", "198.51.100.7")
                .contains("<option value=\"TEMPLATE_REVISED\" selected>");
        assertThat(page("ko", "TEMPLATE_REVISED")).contains("ko-kr · 문자 · 리비전 2");
        assertThat(page("en", "TEMPLATE_CREATED")).doesNotContain(key);
    }

    private TemplateChanged change(int revision, @Nullable String operator, @Nullable String clientIp) {
        return new TemplateChanged(
                id,
                key,
                "ko-kr",
                Channel.SMS,
                revision,
                "t",
                "b",
                null,
                null,
                NOON.plusSeconds(revision),
                operator,
                clientIp);
    }

    private void awaitEntries(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(entries("")).hasSize(count));
    }

    private List<JsonNode> entries(String filter) {
        return get("/api/v1/admin/audit?actor=" + actor + filter)
                .path("items")
                .valueStream()
                .toList();
    }

    private List<Integer> revisions() {
        return entries("").stream()
                .map(entry -> entry.at("/template/revision").asInt())
                .toList();
    }

    private String page(String language, String action) {
        byte[] body = http.get()
                .uri("/console/" + language + "/audit?actor=" + actor + "&action=" + action)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
    }
}

package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Lane;
import io.notificationhub.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AsyncAPI document says what the contracts say. */
class EventsDocumentTest {
    private static final Path FOLDER = Path.of("..", "docs", "api");
    private static final Path SCHEMAS = Path.of("..", "libs", "contracts", "src", "main", "resources", "schemas");

    @Test
    void itNamesTheTopicsOfTheContracts() throws Exception {
        Set<String> topics = new TreeSet<>(Set.of(
                Topics.RESULT,
                Topics.REPLAY,
                Topics.DUE,
                Topics.RECEIPT,
                Topics.RECEIPT_REPORTED,
                Topics.PROFILE_CHANGED,
                Topics.TEMPLATE_CHANGED,
                Topics.VENDOR_RESULT,
                Topics.ALERT_FIRED));
        for (Channel channel : Channel.values()) {
            topics.add(Topics.deadLetter(channel));
            for (Lane lane : Lane.values()) {
                topics.add(Topics.delivery(channel, lane));
            }
        }

        assertThat(document().get("channels").findValues("address"))
                .map(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void itUsesEverySchemaOfTheContractsAndNoOther() throws Exception {
        Set<String> used = new TreeSet<>();
        for (JsonNode message : document().get("components").get("messages")) {
            String reference = message.at("/payload/schema/$ref").asString();
            assertThat(FOLDER.resolve(reference)).exists();
            used.add(reference.substring(reference.lastIndexOf('/') + 1));
        }
        try (var files = Files.list(SCHEMAS)) {
            assertThat(used)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> SCHEMAS.relativize(file).toString())
                                    .collect(Collectors.toSet()));
        }
    }

    private static JsonNode document() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("asyncapi.json")));
    }
}

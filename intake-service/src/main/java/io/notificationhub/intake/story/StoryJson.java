package io.notificationhub.intake.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Try;
import io.notificationhub.intake.decide.ChannelDecision;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.template.Composition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a story that are stored as text, and back. */
public final class StoryJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                    ignored -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addMixIn(NotificationRequest.Message.class, MessageTypes.class)
            .build();
    private static final TypeReference<List<ChannelDecision>> DECISIONS = new TypeReference<>() {};
    private static final TypeReference<List<Try>> TRIES = new TypeReference<>() {};

    private static final TypeReference<List<Heard>> HEARD = new TypeReference<>() {};

    private StoryJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = NotificationRequest.Message.Text.class, name = "TEXT"),
        @JsonSubTypes.Type(value = NotificationRequest.Message.Templated.class, name = "TEMPLATED")
    })
    private interface MessageTypes {}

    public static String channels(List<Channel> channels) {
        return channels.stream().map(Channel::name).collect(Collectors.joining(","));
    }

    public static List<Channel> channels(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(Channel::valueOf).toList();
    }

    public static String decisions(List<ChannelDecision> decisions) {
        return MAPPER.writeValueAsString(decisions);
    }

    public static List<ChannelDecision> decisions(String json) {
        return MAPPER.readValue(json, DECISIONS);
    }

    public static String tries(List<Try> tries) {
        return MAPPER.writeValueAsString(tries);
    }

    public static List<Try> tries(String json) {
        return MAPPER.readValue(json, TRIES);
    }

    public static String heard(List<Heard> heard) {
        return MAPPER.writeValueAsString(heard);
    }

    public static List<Heard> heard(String json) {
        return MAPPER.readValue(json, HEARD);
    }

    /** Of a template as a message names it, with all that its vendor needs. */
    static Story.TemplateRef template(String json) {
        return MAPPER.readValue(json, Story.TemplateRef.class);
    }

    /**
     * What is kept for a notification that waits.
     *
     * @param words what its templates said when it was accepted, and will say when it comes due; null if it came with words of its own
     */
    public record Kept(
            NotificationRequest request, @Nullable Composition words) {}

    public static String kept(Kept kept) {
        return MAPPER.writeValueAsString(kept);
    }

    public static Kept kept(String json) {
        return MAPPER.readValue(json, Kept.class);
    }
}

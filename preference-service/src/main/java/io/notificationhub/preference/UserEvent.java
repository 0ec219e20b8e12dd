package io.notificationhub.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.notificationhub.contracts.MalformedEvent;
import io.notificationhub.web.FieldProblem;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the external user service says about a user. A field that is absent says nothing; null says that there is none.
 *
 * @param occurredAt orders what is said: of each field the latest word holds, in whatever order the words come
 */
record UserEvent(
        Type eventType,
        String userId,
        Given<String> email,
        Given<String> phone,
        Given<String> locale,
        Given<String> timezone,
        Instant occurredAt) {

    /** What has happened to the user. */
    enum Type {
        @JsonProperty("user.created")
        CREATED,
        @JsonProperty("user.updated")
        UPDATED,
        @JsonProperty("user.deleted")
        DELETED
    }

    /** @throws MalformedEvent if the text isn't such an event, or a field isn't what it should be; the message holds no personal data */
    static UserEvent read(JsonMapper json, String text) {
        UserEvent event;
        try {
            event = json.readValue(text, UserEvent.class);
        } catch (JacksonException e) {
            // The original message may quote the value.
            throw new MalformedEvent("Not a user event: " + e.getClass().getSimpleName(), null);
        }
        if (event == null) {
            throw new MalformedEvent("Not a user event: null", null);
        }
        return event.checked();
    }

    private UserEvent checked() {
        FieldChecks checks = new FieldChecks();
        if (Objects.isNull(eventType)) {
            checks.refuse("eventType", "is required");
        }
        if (Objects.isNull(occurredAt)) {
            checks.refuse("occurredAt", "is required");
        }
        UserEvent checked = new UserEvent(
                eventType,
                checks.recipientId("userId", userId),
                email.map(value -> checks.email("email", value)),
                phone.map(value -> checks.phone("phone", value)),
                locale.map(value -> checks.locale("locale", value)),
                timezone.map(value -> checks.timezone("timezone", value)),
                occurredAt);
        if (!checks.problems().isEmpty()) {
            throw new MalformedEvent(
                    checks.problems().stream().map(UserEvent::describe).collect(Collectors.joining(", ")), null);
        }
        return checked;
    }

    private static String describe(FieldProblem problem) {
        return problem.field() + " " + problem.message();
    }
}

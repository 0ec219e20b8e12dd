package io.notificationhub.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A message as SNS posts it, unproved. */
record SnsMessage(JsonNode fields) {
    private static final List<String> SIGNED_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    /** Null if this is none. */
    static @Nullable SnsMessage parse(byte[] body, JsonMapper json) {
        try {
            JsonNode fields = json.readTree(body);
            return fields.isObject() ? new SnsMessage(fields) : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** Empty if there is none. */
    String get(String field) {
        JsonNode value = fields.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    boolean isNotification() {
        return get("Type").equals("Notification");
    }

    boolean isSubscription() {
        return get("Type").equals("SubscriptionConfirmation");
    }

    boolean isUnsubscription() {
        return get("Type").equals("UnsubscribeConfirmation");
    }

    /** The words that the signature is made of. */
    byte[] signed() {
        StringBuilder text = new StringBuilder();
        for (String field : isNotification() ? SIGNED_NOTIFICATION : SIGNED_CONFIRMATION) {
            if (fields.has(field)) {
                text.append(field).append('\n').append(get(field)).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

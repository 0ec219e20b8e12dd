package io.notificationhub.intake.event;

import io.notificationhub.contracts.ExternalId;
import io.notificationhub.contracts.MalformedEvent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An event's values as text: a number as it is written, {@code true} and {@code false}, null like absent; an object or an array is no value. */
final class EventValues {
    /** Longest identifier, in characters; the same as a producer may send. */
    static final int SHORT = ExternalId.LONGEST;
    /** Longest other value. */
    static final int LONG = 4000;

    /** A number with a wild exponent would fill the memory if it were written out. */
    private static final int MOST_PLACES = 40;

    private final JsonNode event;

    EventValues(JsonNode event) {
        this.event = event;
    }

    String required(JsonPath path, int longest) {
        String value = optional(path, longest);
        if (value == null || value.isBlank()) {
            throw new MalformedEvent(path + " is missing", null);
        }
        if (!ExternalId.isPrintable(value)) {
            throw new MalformedEvent(path + " contains a character that is not allowed", null);
        }
        return value;
    }

    /** Whom a producer could name as well. */
    String recipientId(JsonPath path) {
        String id = required(path, SHORT);
        if (!ExternalId.namesRecipient(id)) {
            throw new MalformedEvent(path + " can't be a recipient's id", null);
        }
        return id;
    }

    @Nullable
    String optional(JsonPath path, int longest) {
        JsonNode node = path.in(event);
        if (node.isContainer()) {
            throw new MalformedEvent(path + " is an " + (node.isArray() ? "array" : "object") + ", not a value", null);
        }
        String value = textOrNull(path);
        if (value != null && value.codePointCount(0, value.length()) > longest) {
            throw new MalformedEvent(path + " has more than " + longest + " characters", null);
        }
        // PostgreSQL stores no U+0000, and half a surrogate pair is no text.
        if (value != null && value.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
            throw new MalformedEvent(path + " contains a character that is not allowed", null);
        }
        return value;
    }

    /** The text, whatever it is like; null where there is none. */
    @Nullable
    String textOrNull(JsonPath path) {
        JsonNode node = path.in(event);
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue().toString();
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return Math.abs(number.scale()) <= MOST_PLACES ? number.toPlainString() : number.toString();
        }
        return node.isBoolean() ? Boolean.toString(node.booleanValue()) : null;
    }
}

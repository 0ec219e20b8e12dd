package io.notificationhub.intake.event;

import io.notificationhub.contracts.Addresses;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.MalformedEvent;
import io.notificationhub.intake.accept.IdempotencyKey;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.event.EventProperties.Route;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a request of an event. Events come from other systems and are not trusted; what is said about a bad one names paths of the route, never
 * what stands there.
 */
final class EventReader {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final EventRoutes routes;
    private final JsonPath eventType;

    EventReader(EventRoutes routes, JsonPath eventType) {
        this.routes = routes;
        this.eventType = eventType;
    }

    /** What an event asks for. */
    sealed interface Incoming {
        /** Nothing: no route takes this type. */
        record Unrouted() implements Incoming {}

        record Asked(NotificationRequest request, IdempotencyKey key) implements Incoming {}
    }

    /** @throws MalformedEvent if the event can't be what its route expects, however often it is read */
    Incoming read(String topic, String json) {
        JsonNode event = parse(json);
        EventValues values = new EventValues(event);
        String type =
                routes.needsType(topic) ? values.required(eventType, EventValues.SHORT) : values.textOrNull(eventType);
        Route route = routes.find(topic, type);
        if (route == null) {
            return new Incoming.Unrouted();
        }
        String eventId = values.required(route.eventId(), EventValues.SHORT);
        NotificationRequest request = new NotificationRequest(
                route.producer(),
                values.recipientId(route.recipient()),
                route.kind(),
                new NotificationRequest.Message.Templated(route.templateKey(), payload(route, values)),
                null,
                route.channels(),
                addresses(route, values),
                null,
                null,
                NotificationRequest.OnQuietHours.KIND);
        // No key of an HTTP request holds a space, so the two kinds can't meet. The fingerprint is the event's own: one
        // that comes again after its route was changed is still the same event.
        return new Incoming.Asked(
                request,
                new IdempotencyKey(
                        route.producer(),
                        topic + " " + eventId,
                        Sha256.hex(JSON.writeValueAsBytes(event)),
                        new IdempotencyKey.Cause(topic, eventId)));
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode event = JSON.readTree(json);
            if (event != null && event.isObject()) {
                return event;
            }
        } catch (JacksonException e) {
            // Jackson's message may quote the event.
            TokenStreamLocation at = e.getLocation();
            throw new MalformedEvent(
                    at == null
                            ? "The event is no valid JSON"
                            : "The event is no valid JSON from line " + at.getLineNr() + ", column " + at.getColumnNr(),
                    null);
        }
        throw new MalformedEvent("The event is no JSON object", null);
    }

    private static Map<String, String> payload(Route route, EventValues values) {
        Map<String, String> payload = new LinkedHashMap<>();
        route.payload().forEach((variable, path) -> {
            String value = values.optional(path, EventValues.LONG);
            if (value != null) {
                payload.put(variable, value);
            }
        });
        return payload;
    }

    private static Map<Channel, String> addresses(Route route, EventValues values) {
        Map<Channel, String> addresses = new EnumMap<>(Channel.class);
        route.addresses().forEach((channel, path) -> {
            String address = values.optional(path, EventValues.LONG);
            if (address == null || address.isBlank()) {
                return;
            }
            if (!Addresses.isValid(channel, address)) {
                throw new MalformedEvent(path + " is no address for " + channel, null);
            }
            addresses.put(channel, address);
        });
        return addresses;
    }
}

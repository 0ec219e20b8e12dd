package io.notificationhub.contracts;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event's promise to whoever reads it: its record and its JSON Schema. Golden files hold it to its word. */
record EventContract(String type, Class<? extends HubEvent> event, JsonNode document, Schema schema) {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** One for every event there is. */
    static List<EventContract> all() {
        return Arrays.stream(HubEvent.class.getPermittedSubclasses())
                .map(type -> of(type.asSubclass(HubEvent.class)))
                .toList();
    }

    /** The contract of this type. */
    static EventContract of(String type) {
        return all().stream()
                .filter(contract -> contract.type.equals(type))
                .findAny()
                .orElseThrow(() -> new AssertionError("No event has the type " + type));
    }

    private static EventContract of(Class<? extends HubEvent> event) {
        try {
            String type = String.valueOf(event.getField("TYPE").get(null));
            JsonNode document = resource("/schemas/" + type + ".json");
            return new EventContract(type, event, document, REGISTRY.getSchema(document));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(event + " has no public TYPE", e);
        }
    }

    /** The JSON document at this place of the class path. */
    static JsonNode resource(String path) {
        try (InputStream in = EventContract.class.getResourceAsStream(path)) {
            return JSON.readTree(Objects.requireNonNull(in, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode golden() {
        return resource("/golden/" + type + ".json");
    }

    /** What the schema holds against the document. */
    List<String> violations(JsonNode json) {
        return schema
                .validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Whether the reader takes it. */
    boolean readable(JsonNode json) {
        try {
            EventJson.read(json.toString(), event);
            return true;
        } catch (MalformedEvent e) {
            return false;
        }
    }

    JsonNode writtenAgain(JsonNode json) {
        return JSON.readTree(EventJson.write(EventJson.read(json.toString(), event)));
    }

    /** Why a record that was written under an earlier build no longer means what it meant; empty if it does. */
    List<String> breaches(JsonNode written) {
        List<String> breaches = new ArrayList<>(violations(written));
        if (readable(written)) {
            JsonNode again = writtenAgain(written);
            written.properties().stream()
                    .filter(field -> !field.getValue().equals(again.get(field.getKey())))
                    .forEach(field -> breaches.add(
                            field.getKey() + " was " + field.getValue() + ", is " + again.get(field.getKey())));
        } else {
            breaches.add("can't be read any more");
        }
        return breaches;
    }

    @Override
    public String toString() {
        return type;
    }
}

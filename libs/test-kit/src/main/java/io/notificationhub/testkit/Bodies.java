package io.notificationhub.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that differ from an example in one field: at the edge of what its schema allows, or beyond. The schema judges which. */
final class Bodies {
    private final ObjectNode example;
    private final DocumentedSchema judge;
    private final List<Body> all = new ArrayList<>();

    /**
     * Looks at the fields of the body itself; what lies deeper is represented by one value.
     *
     * @param documented schema of an object
     */
    Bodies(JsonNode documented, ObjectNode example) {
        this.example = example;
        this.judge = DocumentedSchema.ofRequest(documented);
        JsonNode schema = DocumentedApi.resolved(documented);
        all.add(body("the example", example));
        schema.path("required").forEach(field -> {
            ObjectNode without = example.deepCopy();
            without.remove(field.asString());
            all.add(body("without " + field.asString(), without));
        });
        schema.get("properties")
                .properties()
                .forEach(field -> vary(field.getKey(), DocumentedApi.resolved(field.getValue())));
    }

    /** One body. */
    record Body(String about, JsonNode json, boolean valid) {}

    void forEach(Consumer<Body> consumer) {
        all.forEach(consumer);
    }

    private void vary(String field, JsonNode property) {
        List<String> types = property.path("type").isArray()
                ? property.get("type").valueStream().map(JsonNode::asString).toList()
                : List.of(property.path("type").asString("none"));
        if (types.contains("null")) {
            add(field, "null");
        }
        for (String type : types) {
            switch (type) {
                case "string" -> text(field, property);
                case "integer" -> number(field, property);
                case "boolean" -> add(field, "\"true\"", "1", "[]");
                case "array" -> list(field, property);
                case "object" -> object(field, property);
                default -> {
                    // null stands beside another type; one of several schemas has its own fields
                }
            }
        }
    }

    private void text(String field, JsonNode property) {
        add(field, "7", "true", "{}", "[]");
        if (property.has("enum")) {
            add(field, "\"NONSENSE\"", "\"\"");
            property.get("enum").forEach(value -> add(field, value.toString()));
        } else if (property.has("format")) {
            add(field, "\"nonsense\"");
        }
        if (property.has("pattern")) {
            add(field, "\" \"");
        }
        if (property.has("maxLength")) {
            int most = property.get("maxLength").asInt();
            add(field, quoted("x".repeat(most + 1)));
            add(field, quoted("x".repeat(most)));
        }
        if (property.has("minLength")) {
            int least = property.get("minLength").asInt();
            add(field, quoted("x".repeat(least - 1)));
            add(field, quoted("x".repeat(least)));
        }
    }

    private void number(String field, JsonNode property) {
        add(field, "\"7\"", "7.5", "true");
        if (property.has("minimum")) {
            add(field, Long.toString(property.get("minimum").asLong() - 1));
            add(field, property.get("minimum").toString());
        }
        if (property.has("maximum")) {
            add(field, Long.toString(property.get("maximum").asLong() + 1));
            add(field, property.get("maximum").toString());
        }
    }

    private void list(String field, JsonNode property) {
        add(field, "\"x\"", "{}");
        JsonNode items = DocumentedApi.resolved(property.get("items"));
        if (items.has("enum")) {
            add(field, "[\"NONSENSE\"]", "[null]", "[7]");
        }
        if (property.path("minItems").asInt(0) > 0) {
            add(field, "[]");
        }
        if (property.has("maxItems")) {
            int most = property.get("maxItems").asInt();
            add(field, "[" + "{},".repeat(most) + "{}]");
        }
    }

    private void object(String field, JsonNode property) {
        add(field, "7", "\"x\"");
        JsonNode values = property.path("additionalProperties");
        if (values.isObject()) {
            add(field, "{\"a\":7}", "{\"a\":{}}");
        }
        if (property.has("propertyNames")) {
            add(field, "{\"NONSENSE\":\"x\"}");
        }
        if (property.has("maxProperties")) {
            int tooMany = property.get("maxProperties").asInt() + 1;
            add(
                    field,
                    IntStream.range(0, tooMany)
                            .mapToObj(i -> "\"v" + i + "\":\"x\"")
                            .reduce((a, b) -> a + "," + b)
                            .map(pairs -> "{" + pairs + "}")
                            .orElseThrow());
        }
    }

    private void add(String field, String... values) {
        for (String value : values) {
            ObjectNode body = example.deepCopy();
            body.set(field, JsonMapper.shared().readTree(value));
            String shown = value.length() > 40 ? value.substring(0, 20) + "… (" + value.length() + ")" : value;
            all.add(body(field + " = " + shown, body));
        }
    }

    private Body body(String about, ObjectNode json) {
        return new Body(about, json, judge.violations(json).isEmpty());
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}

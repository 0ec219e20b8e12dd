package io.notificationhub.testkit;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schema that stands somewhere in the API document, ready to judge. */
final class DocumentedSchema {
    private static final JsonNode OPEN = DocumentedApi.document().at("/components/schemas");
    private static final JsonNode CLOSED = closed(OPEN);
    private static final Map<JsonNode, DocumentedSchema> ANSWERS = new ConcurrentHashMap<>();

    private final Schema schema;

    private DocumentedSchema(JsonNode schema, JsonNode components) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("allOf", JsonNodeFactory.instance.arrayNode().add(schema));
        root.putObject("components").set("schemas", components);
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    /** Of a request: a service ignores what it doesn't know. */
    static DocumentedSchema ofRequest(JsonNode schema) {
        return new DocumentedSchema(schema, OPEN);
    }

    /** Of an answer: what the document doesn't name must not be there, unless it says that there may be more. */
    static DocumentedSchema ofAnswer(JsonNode schema) {
        return ANSWERS.computeIfAbsent(schema, known -> new DocumentedSchema(closed(known), CLOSED));
    }

    List<String> violations(JsonNode json) {
        return schema
                .validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode closed(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        node.forEach(DocumentedSchema::close);
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}

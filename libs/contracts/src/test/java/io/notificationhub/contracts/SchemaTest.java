package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Schema, record and reader are three tellings of one contract: none may say more or less than the others. */
class SchemaTest {

    static List<EventContract> events() {
        return EventContract.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theSchemaIsAValidOneAndNamesItsEvent(EventContract contract) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(contract.document()))
                .isEmpty();
        assertThat(contract.document().get("$id").asString())
                .isEqualTo("urn:notification-hub:event:" + contract.type());
        assertThat(contract.document().get("title").asString())
                .isEqualTo(contract.event().getSimpleName());
        assertThat(contract.type()).as("ends with its version").matches("[a-z.-]+\\.v[0-9]+");
    }

    @Test
    void noTwoEventsShareAType() {
        assertThat(events())
                .extracting(EventContract::type)
                .doesNotHaveDuplicates()
                .hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("events")
    void theSchemaHasThePropertiesOfTheRecord(EventContract contract) {
        describes(contract.document(), contract.event(), contract.document());
    }

    private static void describes(JsonNode schema, Class<?> type, JsonNode root) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        assertThat(schema.get("properties").propertyNames())
                .as("properties of %s", type.getSimpleName())
                .containsExactlyElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        assertThat(schema.get("required").valueStream().map(JsonNode::asString))
                .as("required of %s", type.getSimpleName())
                .containsExactlyElementsOf(components.stream()
                        .filter(SchemaTest::required)
                        .map(RecordComponent::getName)
                        .toList());
        for (RecordComponent component : components) {
            describes(schema.get("properties").get(component.getName()), component.getGenericType(), root);
        }
    }

    /** What may be null is left out, and an absent collection is an empty one. */
    private static boolean required(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !Collection.class.isAssignableFrom(component.getType())
                && !Map.class.isAssignableFrom(component.getType());
    }

    private static void describes(JsonNode found, Type type, JsonNode root) {
        JsonNode schema = found.has("$ref")
                ? root.get("$defs").get(found.get("$ref").asString().substring("#/$defs/".length()))
                : found;
        String kind = schema.get("type").asString();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            assertThat(kind).isEqualTo("array");
            describes(schema.get("items"), generic.getActualTypeArguments()[0], root);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            assertThat(kind).isEqualTo("object");
            describes(schema.get("additionalProperties"), generic.getActualTypeArguments()[1], root);
        } else if (type instanceof Class<?> simple && simple.isRecord()) {
            assertThat(kind).isEqualTo("object");
            describes(schema, simple, root);
        } else if (type instanceof Class<?> simple && simple.isEnum()) {
            assertThat(schema.get("enum").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(Arrays.stream(simple.getEnumConstants())
                            .map(Object::toString)
                            .toList());
        } else if (type == int.class || type == Integer.class || type == long.class) {
            assertThat(kind).isEqualTo("integer");
        } else if (type == boolean.class) {
            assertThat(kind).isEqualTo("boolean");
        } else {
            assertThat(kind).isEqualTo("string");
            assertThat(type).isIn(String.class, UUID.class, Instant.class, LocalTime.class);
            assertThat(schema.path("format").asString(""))
                    .isEqualTo(type == UUID.class ? "uuid" : type == Instant.class ? "date-time" : "");
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatTheSchemaRefusesTheReaderRefusesToo(EventContract contract) {
        ObjectNode golden = (ObjectNode) contract.golden();
        List<String> required = contract.document()
                .get("required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        for (String field : golden.propertyNames().stream().toList()) {
            ObjectNode without = golden.deepCopy().without(field);
            assertThat(contract.readable(without))
                    .as("%s without %s", contract, field)
                    .isEqualTo(contract.violations(without).isEmpty());
            if (required.contains(field)) {
                refusedByBoth(contract, golden.deepCopy().putNull(field));
            }
            for (JsonNode wrong : wrongFor(
                    golden.get(field), contract.document().get("properties").get(field))) {
                ObjectNode bent = golden.deepCopy();
                bent.set(field, wrong);
                refusedByBoth(contract, bent);
            }
        }
    }

    private static void refusedByBoth(EventContract contract, ObjectNode json) {
        assertThat(contract.violations(json)).as("schema of %s", json).isNotEmpty();
        assertThat(contract.readable(json)).as("reader of %s", json).isFalse();
    }

    private static List<JsonNode> wrongFor(JsonNode right, JsonNode schema) {
        List<String> wrong = switch (right.getNodeType()) {
            case STRING -> List.of("5", "1.5", "true", "[]", "{}");
            case NUMBER -> List.of("\"5\"", "1.5", "true", "\"\"", "[1]");
            case BOOLEAN -> List.of("\"true\"", "1", "\"\"");
            case ARRAY, OBJECT -> List.of("5", "\"x\"", "\"\"", "true");
            default -> throw new AssertionError(right);
        };
        List<JsonNode> nodes = new java.util.ArrayList<>(
                wrong.stream().map(EventContract.JSON::readTree).toList());
        if (schema.has("enum") || schema.has("format")) {
            nodes.add(StringNode.valueOf("no such value"));
            nodes.add(StringNode.valueOf(""));
        }
        return nodes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "17", "{", "{} {}", "{\"notificationId\":", "\u0000"})
    void textThatIsNoEventIsMalformed(String text) {
        assertThatThrownBy(() -> EventJson.read(text, NotificationDue.class)).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void deepNestingIsMalformedNotFatal() {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> EventJson.read(deep, NotificationDue.class)).isInstanceOf(MalformedEvent.class);
    }
}

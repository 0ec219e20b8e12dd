package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Golden files are records as earlier builds wrote them: never edited, only added, one pair per event type and version. A change that breaks one
 * needs a new version of the type. When optional fields are added, the record without them stays, under a name that begins with its type and says
 * what it lacks.
 */
class GoldenFileTest {

    static Stream<String> goldenFiles() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(GoldenFileTest.class.getResource("/golden"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }

    static List<EventContract> events() {
        return EventContract.all();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void whatWasWrittenOnceIsStillValidReadableAndMeansTheSame(String file) {
        EventContract contract = contractOf(file);
        JsonNode golden = EventContract.resource("/golden/" + file);

        assertThat(contract.breaches(golden)).isEmpty();
        assertThat(contract.writtenAgain(golden)).isEqualTo(withEmptyCollections(golden, contract.event()));
        assertThat(contract.violations(contract.writtenAgain(golden))).isEmpty();
    }

    private static EventContract contractOf(String file) {
        return events().stream()
                .filter(contract -> file.startsWith(contract.type() + "."))
                .findAny()
                .orElseThrow(() -> new AssertionError("No event has the type of " + file));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasAGoldenFileWithAllItsFieldsAndOneWithOnlyTheRequired(EventContract contract) {
        JsonNode full = contract.golden();
        JsonNode minimal = EventContract.resource("/golden/" + contract.type() + ".minimal.json");

        assertThat(full.propertyNames())
                .containsExactlyElementsOf(contract.document().get("properties").propertyNames());
        assertThat(minimal.propertyNames())
                .containsExactlyElementsOf(contract.document()
                        .get("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    /** Each is what an earlier build would have written had the contract been changed since. */
    static Stream<Arguments> incompatibleChanges() {
        return Stream.of(
                change("an optional field was removed", golden -> golden.put("priority", "high")),
                change("a required field was renamed", golden -> golden.set("userId", golden.remove("recipientId"))),
                change("an optional field was renamed", golden -> golden.set("messageId", golden.remove("vendor"))),
                change("a text became a number", golden -> golden.put("round", "2")),
                change("a number became a text", golden -> golden.put("vendorCode", 30003)),
                change("a text became an object", golden -> golden.set("vendor", golden.objectNode())),
                change("a number became a time", golden -> golden.put("finishedAt", 1777887051L)),
                change("an enum lost a constant", golden -> golden.put("outcome", "CANCELLED")),
                change("a new field is required", golden -> golden.remove("calls")));
    }

    private static Arguments change(String what, Consumer<ObjectNode> asItWas) {
        return Arguments.of(what, asItWas);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incompatibleChanges")
    void anIncompatibleChangeIsFound(String what, Consumer<ObjectNode> asItWas) {
        EventContract contract = EventContract.of(DeliveryResult.TYPE);
        ObjectNode golden = (ObjectNode) contract.golden();

        asItWas.accept(golden);

        assertThat(contract.breaches(golden)).as(what).isNotEmpty();
    }

    @Test
    void aFieldOfALaterBuildIsIgnored() {
        for (EventContract contract : events()) {
            ObjectNode later = (ObjectNode) contract.golden();
            later.putObject("addedLater").put("x", 1);

            assertThat(contract.violations(later)).as(contract.type()).isEmpty();
            assertThat(contract.writtenAgain(later)).isEqualTo(contract.golden());
        }
    }

    private static JsonNode withEmptyCollections(JsonNode golden, Class<?> event) {
        ObjectNode complete = (ObjectNode) golden.deepCopy();
        Arrays.stream(event.getRecordComponents())
                .filter(component -> !complete.has(component.getName()))
                .forEach(component -> {
                    if (Collection.class.isAssignableFrom(component.getType())) {
                        complete.putArray(component.getName());
                    } else if (Map.class.isAssignableFrom(component.getType())) {
                        complete.putObject(component.getName());
                    }
                });
        return complete;
    }
}

package io.notificationhub.intake.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.MalformedEvent;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.intake.event.EventProperties.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a route reads from an event, and what a route may be. */
class EventReaderTest {
    private static final JsonPath TYPE = JsonPath.valueOf("$.eventType");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"text\"             | text",
                "129000               | 129000",
                "12.50                | 12.50",
                "1e3                  | 1000",
                "1e999999999          | 1E+999999999",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "true                 | true",
            })
    void aPlainValueIsText(String written, String read) {
        EventReader.Incoming incoming =
                reader().read("t", "{\"eventId\":7,\"user\":{\"id\":\"u\"},\"value\":" + written + "}");

        NotificationRequest request = ((EventReader.Incoming.Asked) incoming).request();
        assertThat(request.recipientId()).isEqualTo("u");
        assertThat(request.message()).isEqualTo(new NotificationRequest.Message.Templated("k", Map.of("v", read)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[1]", "\"a\\u0000b\"", "\"\\ud800\""})
    void anythingElseIsRefusedByItsPath(String written) {
        assertThatThrownBy(
                        () -> reader().read("t", "{\"eventId\":7,\"user\":{\"id\":\"u\"},\"value\":" + written + "}"))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageStartingWith("$.value ")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\u0085b", "a\\u2028b", "a\\u2029b", "a\\ud800b", " ", ""})
    void whatIsNoIdIsRefusedByItsPath(String id) {
        assertThatThrownBy(() -> reader().read("t", "{\"eventId\":7,\"user\":{\"id\":\"" + id + "\"}}"))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageStartingWith("$.user.id ");
    }

    @Test
    void theOrderOfMembersDoesNotMakeItAnotherEvent() {
        EventReader.Incoming first = reader().read("t", "{\"eventId\":7,\"user\":{\"id\":\"u\",\"x\":1}}");
        EventReader.Incoming second = reader().read("t", "{ \"user\":{\"x\":1,\"id\":\"u\"}, \"eventId\":7 }");

        assertThat(first).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customerId", "$", "$.", "$..a", "$.a[0]", "$.a b", "$.*", ""})
    void aBadPathStopsTheStart(String path) {
        new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withPropertyValues(
                        "hub.events.routes.mine.topic=t",
                        "hub.events.routes.mine.kind=SERVICE",
                        "hub.events.routes.mine.template-key=k",
                        "hub.events.routes.mine.producer=p",
                        "hub.events.routes.mine.recipient=" + path)
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("hub.events.routes.mine.recipient"));
    }

    @Test
    void twoRoutesForOneEventStopTheStart() {
        assertThatThrownBy(() -> new EventRoutes(Map.of(
                        "a", route(List.of("payment.failed"), "ka"), "b", route(List.of("PAYMENT_FAILED"), "kb"))))
                .hasMessageContaining("'a'")
                .hasMessageContaining("'b'");
    }

    @EnableConfigurationProperties(EventProperties.class)
    static class Bound {}

    private static EventReader reader() {
        return new EventReader(new EventRoutes(Map.of("r", route(List.of(), "k"))), TYPE);
    }

    private static Route route(List<String> types, String templateKey) {
        return new Route(
                "t",
                types,
                Kind.SERVICE,
                templateKey,
                JsonPath.valueOf("$.user.id"),
                Map.of("v", JsonPath.valueOf("$.value")),
                List.of(),
                Map.of(),
                "p",
                JsonPath.valueOf("$.eventId"),
                true);
    }
}

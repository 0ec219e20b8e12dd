package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class CallerTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                   | ''",
                "' '                  | ''",
                "send                 | send",
                "send read:any        | send,read:any",
                "'  send   read:any ' | send,read:any",
                "send send            | send",
            })
    void aProducerHasTheScopesOfItsHeader(String header, String scopes) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HubHeaders.PRODUCER, "shop");
        headers.set(HubHeaders.SCOPES, header);

        Caller.Producer producer = Caller.producer(headers);

        assertThat(producer.id()).isEqualTo("shop");
        assertThat(producer.scopes())
                .isEqualTo(scopes.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(scopes.split(","))));
        assertThat(producer.mayReadAny()).isEqualTo(scopes.contains("read:any"));
    }

    @Test
    void withoutScopesAProducerSeesItsOwnOnly() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HubHeaders.PRODUCER, "shop");

        assertThat(Caller.producer(headers).mayReadAny()).isFalse();
    }

    @Test
    void anOperatorHasANameAndAnAddress() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HubHeaders.OPERATOR, "jane");
        assertThat(Caller.operator(headers)).isEqualTo(new Caller.Operator("jane", "unknown"));

        headers.set(HubHeaders.CLIENT_IP, "203.0.113.7");
        assertThat(Caller.operator(headers)).isEqualTo(new Caller.Operator("jane", "203.0.113.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aCallThatTheGatewayDidNotVouchForIsNobodys(String nobody) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HubHeaders.PRODUCER, nobody);
        headers.set(HubHeaders.OPERATOR, nobody);

        assertThatThrownBy(() -> Caller.producer(headers))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(CommonError.UNAUTHORIZED));
        assertThatThrownBy(() -> Caller.operator(headers))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(CommonError.UNAUTHORIZED_ADMIN));
    }

    @Test
    void aTraceIsTakenWholeOrNotAtAll() {
        assertThat(TraceId.traceparent(traced(TRACEPARENT))).isEqualTo(TRACEPARENT);
        assertThat(TraceId.of(traced(TRACEPARENT))).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(TraceId.traceparent(new HttpHeaders())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                " " + TRACEPARENT,
                TRACEPARENT + "\n",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u0967-00f067aa0ba902b7-01",
            })
    void aTraceThatIsNotWellFormedDoesNotTravelOn(String traceparent) {
        assertThat(TraceId.traceparent(traced(traceparent))).isNull();
        assertThat(TraceId.of(traced(traceparent))).isNull();
    }

    private static HttpHeaders traced(String traceparent) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("traceparent", traceparent);
        return headers;
    }
}

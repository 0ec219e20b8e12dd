package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FaultTest extends EdgeTest {

    @ParameterizedTest
    @CsvSource({
        "unexpected, IllegalStateException",
        "thrown, NullPointerException",
        "error, AssertionError",
        "500, ResponseStatusException",
    })
    void anUnexpectedExceptionTellsTheClientNothingAndIsCounted(String how, String exception) {
        double before = faults(exception);

        JsonNode problem = problem(
                web.get()
                        .uri("/fails/" + how)
                        .header("traceparent", TRACEPARENT)
                        .exchange(),
                CommonError.INTERNAL_ERROR,
                "/fails/" + how);

        assertThat(problem.get("detail").asString()).isEqualTo(CommonError.INTERNAL_ERROR.title());
        assertThat(problem.get("traceId").asString()).isEqualTo(TRACE_ID);
        assertThat(problem.toString()).doesNotContain("hunter2", "jane", "Secret", "inner words");
        assertThat(faults(exception)).isEqualTo(before + 1);
    }

    private double faults(String exception) {
        return metrics.counter("hub.http.faults", "exception", exception).count();
    }

    @Test
    void aRefusalIsNoFault() {
        double before = allFaults();

        post("/things", "{").expectStatus().isBadRequest();
        web.get().uri("/nothing").exchange().expectStatus().isNotFound();
        web.get().uri("/fails/outOfStock").exchange().expectStatus().isEqualTo(503);

        assertThat(allFaults()).isEqualTo(before);
    }

    @Test
    void aClientThatLeavesIsNoFault() {
        double before = allFaults();

        web.get().uri("/fails/clientGone").exchange().expectBody().isEmpty();

        assertThat(allFaults()).isEqualTo(before);
    }

    private double allFaults() {
        return metrics.find("hub.http.faults").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "413, PAYLOAD_TOO_LARGE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "418, INVALID_REQUEST",
        "502, TEMPORARILY_UNAVAILABLE",
        "503, TEMPORARILY_UNAVAILABLE",
        "504, TEMPORARILY_UNAVAILABLE",
        "outOfStock, TEMPORARILY_UNAVAILABLE",
        "storeAway, TEMPORARILY_UNAVAILABLE",
        "storeBusy, TEMPORARILY_UNAVAILABLE",
        "noTransaction, TEMPORARILY_UNAVAILABLE",
    })
    void anErrorOfTheFrameworkOrOfTheServiceBecomesItsProblem(String how, CommonError code) {
        JsonNode problem = problem(web.get().uri("/fails/" + how).exchange(), code, "/fails/" + how);

        assertThat(problem.toString()).doesNotContain("inner words", "10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource({"limited, 2", "atOnce, 1", "outOfStock, 1", "storeAway, 1", "503, 1", "502, 1"})
    void whoeverShallComeBackIsToldWhen(String how, String seconds) {
        web.get().uri("/fails/" + how).exchange().expectHeader().valueEquals("Retry-After", seconds);
    }

    @Test
    void aProblemCarriesItsOwnMembersAndErrors() {
        WebTestClient.ResponseSpec answer = web.get().uri("/fails/members").exchange();

        JsonNode problem = JsonMapper.shared()
                .readTree(Objects.requireNonNull(answer.expectStatus()
                        .isForbidden()
                        .expectHeader()
                        .doesNotExist("Retry-After")
                        .expectBody()
                        .returnResult()
                        .getResponseBody()));
        assertThat(problem).isEqualTo(JsonMapper.shared().readTree("""
                {"type": "urn:notification-hub:problem:forbidden", "title": "The credentials do not allow this", "status": 403,
                 "detail": "No", "instance": "/fails/members", "code": "FORBIDDEN", "timestamp": "2026-05-04T09:30:51.004Z",
                 "errors": [{"field": "payload.name", "message": "is missing"}], "retryAfterMillis": 1200, "channel": "SMS"}""".getBytes(StandardCharsets.UTF_8)));
    }
}

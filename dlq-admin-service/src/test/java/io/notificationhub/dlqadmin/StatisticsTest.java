package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.DeliveryResult.Outcome;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ReceiptRecorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Each test counts on a day of its own. */
class StatisticsTest extends DeskTest {
    private static final String DASHBOARD = "/api/v1/dashboard";

    @Test
    void countsEachRoundOnceHoweverOftenItIsTold() {
        Instant noon = Instant.parse("2003-01-01T12:00:00Z");
        UUID one = letter().attemptId();
        UUID two = letter().attemptId();
        List<DeliveryResult> results = List.of(
                result(one, 1, Outcome.FAILED, ErrorClass.TRANSIENT, "twilio", noon),
                result(one, 2, Outcome.SUCCEEDED, null, "twilio", noon.plusSeconds(5)),
                result(two, 1, Outcome.FAILED, ErrorClass.PERMANENT, "nhn", noon.plusSeconds(6)),
                result(letter().attemptId(), 1, Outcome.FAILED, ErrorClass.AMBIGUOUS, "nhn", noon),
                result(letter().attemptId(), 1, Outcome.EXPIRED, null, null, noon));

        results.forEach(this::publish);
        results.forEach(this::publish);
        awaitThatAllIsCounted();
        results.reversed().forEach(this::publish);
        awaitThatAllIsCounted();

        JsonNode daily = get(DASHBOARD + "/delivery?from=2003-01-01&to=2003-01-02");
        assertThat(texts(daily.path("days"), "day")).containsExactly("2003-01-01", "2003-01-02");
        JsonNode counts = daily.path("days").get(0).path("counts");
        assertThat(counts).isEqualTo(daily.path("total"));
        assertThat(counts.path("succeeded").asLong()).isEqualTo(1);
        assertThat(counts.path("failed").asLong()).isEqualTo(3);
        assertThat(counts.path("failedTransient").asLong()).isEqualTo(1);
        assertThat(counts.path("failedPermanent").asLong()).isEqualTo(1);
        assertThat(counts.path("failedAmbiguous").asLong()).isEqualTo(1);
        assertThat(counts.path("expired").asLong()).isEqualTo(1);
        assertThat(counts.path("calls").asLong()).isEqualTo(8);
        assertThat(counts.path("successRate").asDouble()).isEqualTo(0.2);
        assertThat(counts.path("averageWorkerMillis").asLong()).isEqualTo(250);
        assertThat(counts.path("averageAcceptedMillis").asLong()).isEqualTo(1000);
        JsonNode empty = daily.path("days").get(1).path("counts");
        assertThat(empty.path("succeeded").asLong()).isZero();
        assertThat(empty.path("successRate").isNull()).isTrue();
    }

    @Test
    void tellsSuccessPerChannelAndVendorWithTheirReceipts() {
        Instant noon = Instant.parse("2003-02-01T12:00:00Z");
        UUID arrived = letter().attemptId();
        publish(result(arrived, 1, Outcome.SUCCEEDED, null, "twilio", noon));
        publish(result(letter().attemptId(), 1, Outcome.SUCCEEDED, null, "twilio", noon));
        publish(result(letter().attemptId(), 1, Outcome.FAILED, ErrorClass.TRANSIENT, "nhn", noon));
        receipt(arrived, ReceiptRecorded.Receipt.DELIVERED, noon.plusSeconds(1));
        receipt(arrived, ReceiptRecorded.Receipt.DELIVERED, noon.plusSeconds(1));
        receipt(letter().attemptId(), ReceiptRecorded.Receipt.FAILED, noon.plusSeconds(1));

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode channels = get(DASHBOARD + "/channels?from=2003-02-01T00:00:00Z&to=2003-02-02T00:00:00Z")
                    .path("channels");
            assertThat(texts(channels, "channelType")).containsExactly("SMS");
            assertThat(channels.get(0).path("counts").path("succeeded").asLong())
                    .isEqualTo(2);
            JsonNode vendors = channels.get(0).path("vendors");
            assertThat(texts(vendors, "vendor")).containsExactly("nhn", "twilio");
            assertThat(vendors.get(0).path("counts").path("successRate").asDouble(1))
                    .isZero();
            JsonNode twilio = vendors.get(1).path("counts");
            assertThat(twilio.path("successRate").asDouble()).isEqualTo(1);
            assertThat(twilio.path("delivered").asLong()).isEqualTo(1);
            assertThat(twilio.path("undelivered").asLong()).isEqualTo(1);
        });
    }

    @Test
    void showsTheLatestFailuresWithoutAddressesAndNothingOfTheErased() {
        Instant noon = Instant.parse("2003-03-01T12:00:00Z");
        UUID first = letter().attemptId();
        UUID second = letter().attemptId();
        publish(result(first, 1, Outcome.FAILED, ErrorClass.TRANSIENT, "twilio", noon));
        publish(result(second, 3, Outcome.EXPIRED, null, null, noon.plusSeconds(1)));
        awaitThatAllIsCounted();

        JsonNode items =
                get(DASHBOARD + "/failures?from=2003-03-01&to=2003-03-01").path("items");

        assertThat(texts(items, "attemptId")).containsExactly(second.toString(), first.toString());
        assertThat(texts(items, "outcome")).containsExactly("EXPIRED", "TRANSIENT");
        assertThat(items.get(1).path("vendorCode").asString()).isEqualTo("30003");
        assertThat(items.toString()).doesNotContain("+8210");

        erased("of-" + first, 1, Instant.now());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(
                                get(DASHBOARD + "/failures?from=2003-03-01&to=2003-03-01")
                                        .path("items"),
                                "attemptId"))
                        .containsExactly(second.toString()));
    }

    @Test
    void aNewGenerationCountsTheTopicsAgainAndSilencesTheOld() {
        Instant noon = Instant.parse("2003-04-01T12:00:00Z");
        for (int i = 0; i < 40; i++) {
            publish(result(letter().attemptId(), 1, Outcome.SUCCEEDED, null, "twilio", noon.plusSeconds(i)));
        }
        awaitThatAllIsCounted();
        JsonNode counted = get(DASHBOARD + "/delivery?from=2003-04-01&to=2003-04-02");
        database.sql("UPDATE delivery_stats SET succeeded = succeeded + 7 WHERE day = '2003-04-01'")
                .then()
                .block();
        assertThat(get(DASHBOARD + "/delivery?from=2003-04-01&to=2003-04-02")).isNotEqualTo(counted);

        try (ConfigurableApplicationContext rebuilding = anotherReplica("--hub.statistics.generation=2")) {
            assertThat(rebuilding.isRunning()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(DASHBOARD + "/delivery?from=2003-04-01&to=2003-04-02"))
                            .isEqualTo(counted));
            publish(result(letter().attemptId(), 1, Outcome.SUCCEEDED, null, "twilio", noon.plusSeconds(90)));
            awaitThatAllIsCounted();
            assertThat(get(DASHBOARD + "/delivery?from=2003-04-01&to=2003-04-01")
                            .path("total")
                            .path("succeeded")
                            .asLong())
                    .isEqualTo(41);
        } finally {
            database.sql("UPDATE projection SET generation = 1").then().block();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=yesterday",
                "?from=2025-1-1",
                "?from=2025-13-01",
                "?from=",
                "?from=2025-01-02&to=2025-01-01",
                "?from=2999-01-01",
                "?from=2001-01-01&to=2025-01-01",
                "?from=2025-01-01&from=2025-01-02",
                "?channel=SMS",
                "?limit=5"
            })
    void refusesAQueryItDoesNotUnderstand(String query) {
        for (String page : List.of("/delivery", "/channels", "/failures")) {
            expectRefusal(
                    http.get().uri(raw(DASHBOARD + page + query)).exchange(),
                    HttpStatus.BAD_REQUEST,
                    "INVALID_REQUEST");
        }
    }

    @Test
    void showsTheLastSevenDaysIfNotToldOtherwise() {
        assertThat(get(DASHBOARD + "/delivery").path("days").size()).isEqualTo(8);
        assertThat(get(DASHBOARD + "/channels").has("channels")).isTrue();
        assertThat(get(DASHBOARD + "/failures").has("items")).isTrue();
    }

    @Test
    void forgetsWhatItNeedsNoLonger() {
        database.sql("INSERT INTO counted_event VALUES (:id, 1, now() - interval '3 days')")
                .bind("id", new UUID(3, 3))
                .then()
                .block();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(count(
                                "SELECT count(*) AS n FROM counted_event WHERE attempt_id = :id",
                                Map.of("id", new UUID(3, 3))))
                        .isZero());
    }

    /** Everything goes through one partition, so what was published before this has been counted too. */
    private void awaitThatAllIsCounted() {
        UUID last = letter().attemptId();
        publish(result(last, 1, Outcome.SUCCEEDED, null, "twilio", Instant.parse("2003-12-31T00:00:00Z")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(count(
                                "SELECT count(*) AS n FROM counted_event WHERE attempt_id = :id", Map.of("id", last)))
                        .isEqualTo(1));
    }

    private void receipt(UUID attemptId, ReceiptRecorded.Receipt receipt, Instant at) {
        publish(new ReceiptRecorded(
                attemptId,
                new UUID(7, 7),
                "anyone",
                Channel.SMS,
                "twilio",
                receipt,
                null,
                null,
                Hygiene.NONE,
                "+821012345678",
                null,
                at));
    }

    private static DeliveryResult result(
            UUID attemptId,
            int round,
            Outcome outcome,
            @Nullable ErrorClass error,
            @Nullable String vendor,
            Instant finishedAt) {
        return new DeliveryResult(
                attemptId,
                new UUID(7, 7),
                "of-" + attemptId,
                Kind.SERVICE,
                Channel.SMS,
                round,
                outcome,
                vendor,
                null,
                error,
                error == null ? null : "30003",
                error == null ? null : "Unreachable",
                Hygiene.NONE,
                "+821012345678",
                null,
                null,
                vendor == null ? 0 : 2,
                finishedAt.minusMillis(1000),
                finishedAt.minusMillis(250),
                finishedAt);
    }
}

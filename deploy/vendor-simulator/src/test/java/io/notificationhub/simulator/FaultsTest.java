package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FaultsTest {
    private final Wire wire = new Wire();

    @AfterEach
    void stop() {
        wire.close();
    }

    /** One message to a harmless address; the HTTP status, NHN's result code if it said 200, or SMTP's reply code. */
    private String send(Vendor vendor, String attemptId) throws Exception {
        return switch (vendor) {
            case FCM -> Integer.toString(wire.push(attemptId, "device").status());
            case TWILIO -> Integer.toString(wire.sms(attemptId, "+821012345678").status());
            case NHN -> {
                Wire.Response response = wire.alimtalk("", Wire.recipient(attemptId, "01012345678"));
                int header = response.json().path("header").path("resultCode").asInt();
                JsonNode first =
                        response.json().path("message").path("sendResults").path(0);
                yield response.status() + "/"
                        + (header != 0 ? header : first.path("resultCode").asInt());
            }
            case SES -> {
                try (SesSdk ses = new SesSdk(wire.simulator.httpPort(), "AKIALOCALSIMULATOR", "local-ses-secret")) {
                    SesSdk.Result result = ses.send(attemptId, "someone@example.com");
                    yield result.status() + " " + result.errorCode();
                }
            }
            case SMTP -> {
                try (SmtpLine smtp = new SmtpLine(wire.simulator.smtpPort())) {
                    String reply = smtp.mail(attemptId, "someone@example.com");
                    yield reply == null ? "closed" : reply.substring(0, 9).strip();
                }
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FCM|{\"errorRate\":1}|503",
                "FCM|{\"errorCode\":\"QUOTA_EXCEEDED\"}|429",
                "FCM|{\"errorCode\":\"SENDER_ID_MISMATCH\"}|403",
                "FCM|{\"status\":500}|500",
                "SES|{\"errorRate\":1}|500 InternalServiceErrorException",
                "SES|{\"status\":429}|429 TooManyRequestsException",
                "SES|{\"errorCode\":\"SendingPausedException\"}|400 SendingPausedException",
                "SMTP|{\"errorRate\":1}|451 4.3.0",
                "SMTP|{\"status\":454}|454 4.7.0",
                "SMTP|{\"status\":554,\"errorCode\":\"5.7.1\"}|554 5.7.1",
                "TWILIO|{\"errorRate\":1}|503",
                "TWILIO|{\"errorCode\":20429}|429",
                "TWILIO|{\"errorCode\":\"30007\"}|400",
                "NHN|{\"errorRate\":1}|500/-9999",
                "NHN|{\"errorCode\":\"-3003\"}|200/-3003",
                "NHN|{\"errorCode\":3018}|200/3018",
                "NHN|{\"status\":429}|429/-9999",
            })
    void aVendorInTroubleAnswersInItsOwnWords(Vendor vendor, String fault, String expected) throws Exception {
        wire.fault(vendor, fault);

        assertThat(send(vendor, "a1")).isEqualTo(expected);
        assertThat(wire.messages("attemptId=a1").path(0).path("outcome").asString())
                .isEqualTo("REJECTED");
        assertThat(wire.stats(vendor).path("accepted").asInt()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void aFaultConcernsOneVendorAndEnds(Vendor vendor) throws Exception {
        String healthy = send(vendor, "before");
        wire.fault(vendor, "{\"errorRate\":1}");
        Vendor other = vendor == Vendor.TWILIO ? Vendor.FCM : Vendor.TWILIO;

        assertThat(send(vendor, "during")).isNotEqualTo(healthy);
        assertThat(send(other, "other")).startsWith("20");
        assertThat(wire.control("DELETE", "/_sim/faults/" + vendor.wireName(), "")
                        .status())
                .isEqualTo(204);
        assertThat(send(vendor, "after")).isEqualTo(healthy);
    }

    @Test
    void retryAfterIsSentWhenSet() throws Exception {
        wire.fault(Vendor.FCM, "{\"errorCode\":\"QUOTA_EXCEEDED\",\"retryAfterSeconds\":7}");

        assertThat(wire.push("a", "device").headers().get("retry-after")).isEqualTo("7");
    }

    @Test
    void everyAnswerWaitsForTheLatency() throws Exception {
        wire.fault(Vendor.TWILIO, "{\"latencyMs\":200,\"jitterMs\":10}");
        long start = System.nanoTime();

        assertThat(send(Vendor.TWILIO, "a")).isEqualTo("201");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aHungCallWasAcceptedAndIsAnsweredInTheEnd() throws Exception {
        String token = wire.accessToken();
        String body = "{\"message\":{\"token\":\"device\",\"data\":{\"attemptId\":\"hung\"}}}";
        wire.fault(Vendor.FCM, "{\"hangRate\":1,\"hangMs\":1500}");

        assertThatThrownBy(() -> wire.pushRaw(token, body, Duration.ofMillis(100)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(wire.pushRaw(token, body).status()).isEqualTo(200);

        assertThat(wire.messages("attemptId=hung").values())
                .extracting(message -> message.path("outcome").asString())
                .containsExactly("HUNG", "HUNG");
        assertThat(wire.stats(Vendor.FCM).path("duplicates").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"FCM", "TWILIO", "NHN"})
    void aCutCallWasAcceptedAndGetsNoAnswer(Vendor vendor) throws Exception {
        wire.accessToken();
        wire.fault(vendor, "{\"acceptThenCutRate\":1}");

        assertThatThrownBy(() -> send(vendor, "cut")).isInstanceOf(IOException.class);

        JsonNode message = wire.messages("attemptId=cut").path(0);
        assertThat(message.path("outcome").asString()).isEqualTo("CUT");
        assertThat(message.path("status").asInt()).isZero();
        assertThat(wire.stats(vendor).path("accepted").asInt()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void smtpIsCutAfterData() throws Exception {
        wire.fault(Vendor.SMTP, "{\"acceptThenCutRate\":1}");

        assertThat(send(Vendor.SMTP, "cut")).isEqualTo("closed");
        assertThat(wire.messages("attemptId=cut").path(0).path("outcome").asString())
                .isEqualTo("CUT");
    }

    @Test
    void alimtalkKnowsTheKeyOfACutCallAgain() throws Exception {
        wire.fault(Vendor.NHN, "{\"acceptThenCutRate\":1}");
        assertThatThrownBy(() -> wire.alimtalk("k", Wire.recipient("a1", "01012345678")))
                .isInstanceOf(IOException.class);
        wire.control("DELETE", "/_sim/faults/nhn", "");

        JsonNode again = wire.alimtalk("k", Wire.recipient("a1", "01012345678")).json();

        assertThat(again.path("header").path("resultCode").asInt()).isEqualTo(-1005);
        assertThat(wire.stats(Vendor.NHN).path("duplicates").asInt()).isZero();
    }

    @Test
    void listedTokensAreUnregistered() throws Exception {
        wire.fault(Vendor.FCM, "{\"unregisteredTokens\":[\"gone\"]}");

        assertThat(wire.push("a1", "gone").text()).contains("UNREGISTERED");
        assertThat(wire.push("a2", "gone-not").status()).isEqualTo(200);
    }

    @Test
    void theSameSeedDrawsTheSameFaults() throws Exception {
        wire.fault(Vendor.TWILIO, "{\"errorRate\":0.5}");
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            first.append(send(Vendor.TWILIO, "a" + i).charAt(0));
        }
        try (Wire twin = new Wire()) {
            twin.fault(Vendor.TWILIO, "{\"errorRate\":0.5}");
            for (int i = 0; i < 40; i++) {
                second.append(
                        Integer.toString(twin.sms("a" + i, "+821012345678").status())
                                .charAt(0));
            }
        }
        assertThat(first.toString()).contains("2", "5").isEqualTo(second.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{\"latency\":5}",
                "{\"latencyMs\":\"5\"}",
                "{\"latencyMs\":-1}",
                "{\"latencyMs\":1.5}",
                "{\"latencyMs\":99999999999999999999}",
                "{\"errorRate\":1.01}",
                "{\"errorRate\":true}",
                "{\"status\":200}",
                "{\"errorCode\":\"NO_SUCH_CODE\"}",
                "{\"receipts\":\"MAYBE\"}",
                "{\"unregisteredTokens\":\"gone\"}",
                "{\"unregisteredTokens\":[5]}",
            })
    void aWrongFaultIsRefusedAndChangesNothing(String json) throws Exception {
        Wire.Response response = wire.control("PUT", "/_sim/faults/fcm", json);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers().get("content-type")).isEqualTo("application/problem+json");
        assertThat(response.json().path("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(wire.push("a", "device").status()).isEqualTo(200);
    }

    @Test
    void aFaultIsShownAsItIsInForce() throws Exception {
        wire.fault(Vendor.SES, "{\"status\":429,\"retryAfterSeconds\":3}");

        JsonNode shown = wire.control("GET", "/_sim/faults/ses", "").json();

        assertThat(shown.path("errorRate").asDouble()).isEqualTo(1.0);
        assertThat(shown.path("status").asInt()).isEqualTo(429);
        assertThat(shown.path("receipts").asString()).isEqualTo("NONE");
        assertThat(wire.control("PUT", "/_sim/faults/apns", "{}").status()).isEqualTo(400);
    }
}

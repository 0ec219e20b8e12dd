package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The table in the README, on the wire: what each vendor says to whom without any fault. */
class RecipientRulesTest {
    private static Wire wire;
    private static SesSdk ses;

    @BeforeAll
    static void start() {
        wire = new Wire();
        ses = new SesSdk(wire.simulator.httpPort(), "AKIALOCALSIMULATOR", "local-ses-secret");
    }

    @AfterAll
    static void stop() {
        ses.close();
        wire.close();
    }

    @Test
    void fcmAcceptsATokenThatIsNotSpecial() throws Exception {
        Wire.Response response = wire.push("fcm-ok", "device-token-1");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("name").asString()).startsWith("projects/local/messages/");
        assertKept(Vendor.FCM, "fcm-ok", "device-token-1", "T", "B", "ACCEPTED", 200);
    }

    @Test
    void fcmMarksATemporarilyUnavailableRecipientAsSuch() throws Exception {
        Wire.Response response = wire.push("fcm-fail", "fail-user-1-device");

        assertThat(response.status()).isEqualTo(503);
        JsonNode error = response.json().path("error");
        assertThat(error.path("status").asString()).isEqualTo("UNAVAILABLE");
        assertThat(error.path("details").path(0).path("errorCode").asString()).isEqualTo("UNAVAILABLE");
        assertThat(error.path("details").path(1).path("reason").asString()).isEqualTo("RECIPIENT_UNAVAILABLE");
        assertKept(Vendor.FCM, "fcm-fail", "fail-user-1-device", "T", "B", "REJECTED", 503);
    }

    @Test
    void fcmSaysThatARejectedTokenIsUnregistered() throws Exception {
        Wire.Response response = wire.push("fcm-reject", "Rejected-device");

        assertThat(response.status()).isEqualTo(404);
        JsonNode detail = response.json().path("error").path("details").path(0);
        assertThat(detail.path("@type").asString()).endsWith("google.firebase.fcm.v1.FcmError");
        assertThat(detail.path("errorCode").asString()).isEqualTo("UNREGISTERED");
    }

    @ParameterizedTest
    @CsvSource({
        "+821012345678,201,0",
        "+821012340000,400,30003",
        "+82 10-1234-0000,400,21211",
        "+821012349999,400,21211"
    })
    void twilioDecidesByTheLastDigits(String to, int status, int code) throws Exception {
        Wire.Response response = wire.sms("twilio-" + status + code, to);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.json().path("code").asInt(0)).isEqualTo(code);
    }

    @Test
    void twilioAnswersWithAMessageResource() throws Exception {
        JsonNode resource = wire.sms("twilio-ok", "+821099998888").json();

        assertThat(resource.path("sid").asString()).matches("SM[0-9a-f]{32}");
        assertThat(resource.path("status").asString()).isEqualTo("queued");
        assertKept(Vendor.TWILIO, "twilio-ok", "+821099998888", "", "hello", "ACCEPTED", 201);
    }

    @Test
    void alimtalkDecidesForEachRecipientOfACall() throws Exception {
        JsonNode answer = wire.alimtalk(
                        "rules-0",
                        String.join(
                                ",",
                                Wire.recipient("nhn-ok", "01012345678"),
                                Wire.recipient("nhn-fail", "010-1234-0000"),
                                Wire.recipient("nhn-reject", "01012349999")))
                .json();

        assertThat(answer.path("header").path("isSuccessful").asBoolean()).isTrue();
        assertThat(answer.path("message").path("sendResults").values())
                .extracting(one -> one.path("recipientGroupingKey").asString() + " "
                        + one.path("recipientSeq").asInt() + " "
                        + one.path("resultCode").asInt())
                .containsExactly("nhn-ok 1 0", "nhn-fail 2 3012", "nhn-reject 3 -3010");
        assertKept(Vendor.NHN, "nhn-ok", "01012345678", "T", "B", "ACCEPTED", 200);
        assertKept(Vendor.NHN, "nhn-fail", "010-1234-0000", "T", "B", "REJECTED", 3012);
    }

    @ParameterizedTest
    @CsvSource({"sms,01012345678,0", "sms,01012340000,3012", "mms,01012349999,-2019"})
    void nhnSmsDecidesForEachRecipient(String kind, String to, int code) throws Exception {
        String body = "{\"title\":\"T\",\"body\":\"hi\",\"sendNo\":\"15880000\",\"recipientList\":["
                + Wire.recipient("nhn-" + kind + code, to) + "]}";
        JsonNode data = wire.nhn("POST", "/sms/v3.0/appKeys/local-nhn-appkey/sender/" + kind, Map.of(), body)
                .json()
                .path("body")
                .path("data");

        assertThat(data.path("statusCode").asString()).isEqualTo("2");
        assertThat(data.path("sendResultList").path(0).path("resultCode").asInt())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "abroad, '\"internationalRecipientNo\":\"14155550123\"', 14155550123, ACCEPTED, 200",
        "abroad-fail, '\"internationalRecipientNo\":\"14155550000\"', 14155550000, REJECTED, 3012",
        "both, '\"recipientNo\":\"01012345678\",\"internationalRecipientNo\":\"14155550123\"', 01012345678, ACCEPTED, 200",
        "neither, '\"countryCode\":\"82\"', '', REJECTED, -2018",
    })
    void nhnSmsTakesNumbersAbroad(String attempt, String number, String to, String outcome, int status)
            throws Exception {
        String body = "{\"body\":\"hi\",\"sendNo\":\"15880000\",\"recipientList\":[{" + number
                + ",\"recipientGroupingKey\":\"nhn-" + attempt + "\"}]}";

        wire.nhn("POST", "/sms/v3.0/appKeys/local-nhn-appkey/sender/sms", Map.of(), body);

        assertKept(Vendor.NHN, "nhn-" + attempt, to, "", "hi", outcome, status);
    }

    @Test
    void nhnAlimTalkTakesNone() throws Exception {
        String recipient =
                Wire.recipient("nhn-alimtalk-abroad", "14155550123").replace("recipientNo", "internationalRecipientNo");

        assertThat(wire.alimtalk("abroad", recipient)
                        .json()
                        .path("header")
                        .path("resultCode")
                        .asInt())
                .isEqualTo(-2001);
    }

    static Stream<Arguments> mailAddresses() {
        return Stream.of(
                Arguments.of("someone@example.com", "250 2.0.0", 200, ""),
                Arguments.of("fail@example.com", "450 4.2.1", 503, "RecipientUnavailableException"),
                Arguments.of("Reject-me@example.com", "550 5.1.1", 400, "MessageRejected"));
    }

    @ParameterizedTest
    @MethodSource("mailAddresses")
    void smtpAndSesDecideByTheBeginningOfTheAddress(String to, String reply, int status, String errorType)
            throws Exception {
        try (SmtpLine smtp = new SmtpLine(wire.simulator.smtpPort())) {
            assertThat(smtp.mail("smtp-" + to, to)).startsWith(reply);
        }
        SesSdk.Result result = ses.send("ses-" + status, to);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.errorCode()).isEqualTo(errorType);
        JsonNode kept = wire.messages("vendor=ses&to=" + to).path(0);
        assertThat(kept.path("attemptId").asString()).isEqualTo("ses-" + status);
        assertThat(kept.path("title").asString()).isEqualTo("제목");
        assertThat(kept.path("body").asString()).isEqualTo("본문");
    }

    private static void assertKept(
            Vendor vendor, String attemptId, String to, String title, String body, String outcome, int status)
            throws Exception {
        JsonNode kept = wire.messages("vendor=" + vendor.wireName() + "&attemptId=" + attemptId);
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.path(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "vendor", "attemptId", "to", "title", "body", "outcome", "status", "receivedAt");
        assertThat(kept.path(0).path("to").asString()).isEqualTo(to);
        assertThat(kept.path(0).path("title").asString()).isEqualTo(title);
        assertThat(kept.path(0).path("body").asString()).isEqualTo(body);
        assertThat(kept.path(0).path("outcome").asString()).isEqualTo(outcome);
        assertThat(kept.path(0).path("status").asInt()).isEqualTo(status);
    }
}

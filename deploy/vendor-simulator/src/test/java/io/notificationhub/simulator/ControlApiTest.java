package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ControlApiTest {
    private final Wire wire = new Wire();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void messagesComeNewestFirstAndFiltered() throws Exception {
        wire.push("p1", "device-1");
        wire.sms("s1", "+821012345678");
        wire.push("p2", "device-2");

        assertThat(wire.messages("").values())
                .extracting(message -> message.path("attemptId").asString())
                .containsExactly("p2", "s1", "p1");
        assertThat(wire.messages("vendor=fcm&limit=1").values())
                .extracting(message -> message.path("attemptId").asString())
                .containsExactly("p2");
        assertThat(wire.messages("to=device-1").size()).isEqualTo(1);
        assertThat(wire.messages("to=+821012345678").size()).isEqualTo(1);
        assertThat(wire.messages("to=010-1234-5678").size()).isEqualTo(1);
        assertThat(wire.messages("attemptId=none").size()).isZero();
    }

    @Test
    void countsRequestsMessagesAndDuplicates() throws Exception {
        wire.sms("s1", "+821012345678");
        wire.sms("s1", "+821012345678");
        wire.sms("s2", "+821012345678");
        wire.sms("s3", "+821012340000");
        wire.alimtalk("k", Wire.recipient("s1", "01012345678") + "," + Wire.recipient("s1", "01012345678"));

        assertStats(Vendor.TWILIO, 4, 3, 1, 2, 1);
        assertStats(Vendor.NHN, 1, 2, 0, 1, 1);
        assertStats(Vendor.SMTP, 0, 0, 0, 0, 0);

        assertThat(wire.control("DELETE", "/_sim/messages", "").status()).isEqualTo(204);
        assertStats(Vendor.TWILIO, 0, 0, 0, 0, 0);
        assertThat(wire.messages("").size()).isZero();
        wire.sms("s1", "+821012345678");
        assertStats(Vendor.TWILIO, 1, 1, 0, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/_sim/messages?limit=0,400",
        "GET,/_sim/messages?limit=x,400",
        "GET,/_sim/messages?limit=200001,400",
        "GET,/_sim/messages?vendor=apns,400",
        "GET,/_sim/messages?attempt=1,400",
        "POST,/_sim/messages,405",
        "POST,/_sim/faults/fcm,405",
        "GET,/v2/email/outbound-emails,405",
        "GET,/_sim/nothing,404",
        "GET,/nothing,404",
        "GET,/actuator/health/readiness,200"
    })
    void whatDoesNotExistOrMakeSenseIsAProblem(String method, String path, int status) throws Exception {
        Wire.Response response = wire.control(method, path, "");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.json().path("status").asString())
                .isEqualTo(status == 200 ? "UP" : Integer.toString(status));
    }

    @Test
    void aBodyBeyondEightMebibytesIsTooBig() throws Exception {
        assertThat(wire.control("PUT", "/_sim/faults/fcm", "x".repeat(8 * 1024 * 1024 + 1))
                        .status())
                .isEqualTo(413);
    }

    private void assertStats(Vendor vendor, int requests, int accepted, int rejected, int distinct, int duplicates)
            throws Exception {
        JsonNode stats = wire.stats(vendor);
        assertThat(stats.path("requests").asInt()).isEqualTo(requests);
        assertThat(stats.path("accepted").asInt()).isEqualTo(accepted);
        assertThat(stats.path("rejected").asInt()).isEqualTo(rejected);
        assertThat(stats.path("distinctAttemptIds").asInt()).isEqualTo(distinct);
        assertThat(stats.path("duplicates").asInt()).isEqualTo(duplicates);
        assertThat(stats.path("saturated").asBoolean()).isFalse();
    }
}

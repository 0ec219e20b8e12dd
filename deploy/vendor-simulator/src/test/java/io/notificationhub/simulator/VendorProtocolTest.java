package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The vendors' own rules about the form of a call, beyond who it is from and to. */
class VendorProtocolTest {

    @Test
    void fcmTellsOurMistakesFromADeadDevice() throws Exception {
        try (Wire wire = new Wire()) {
            String token = wire.accessToken();
            Map<String, String> ours = Map.of(
                    "not json",
                    "Invalid JSON payload",
                    "{\"message\":{\"token\":\"t\",\"data\":{\"n\":5}}}",
                    "TYPE_STRING",
                    "{\"message\":{\"token\":\"t\",\"notifcation\":{}}}",
                    "Unknown name",
                    "{\"message\":{\"data\":{}}}",
                    "token",
                    "{\"message\":{\"token\":\"t\",\"data\":{\"x\":\"" + "a".repeat(4_096) + "\"}}}",
                    "too big");
            for (Map.Entry<String, String> mistake : ours.entrySet()) {
                Wire.Response response = wire.pushRaw(token, mistake.getKey());
                assertThat(response.status()).isEqualTo(400);
                assertThat(response.text())
                        .contains("google.rpc.BadRequest", mistake.getValue())
                        .doesNotContain("FcmError");
            }
            assertThat(wire.pushRaw(token, "{\"message\":{\"token\":\"\"}}").text())
                    .contains("FcmError", "INVALID_ARGUMENT");
        }
    }

    @ParameterizedTest
    @CsvSource({"To,21604", "From,21603", "Body,21602"})
    void twilioMissesWhatIsMissing(String field, int code) throws Exception {
        try (Wire wire = new Wire()) {
            Map<String, String> form =
                    new HashMap<>(Map.of("To", "+821012345678", "From", "+15005550006", "Body", "hello"));
            form.remove(field);

            Wire.Response response = wire.twilio(form);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.json().path("code").asInt()).isEqualTo(code);
        }
    }

    @Test
    void anAlimtalkKeyThatWasUsedIsRefusedForTenMinutes() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));
        try (Wire wire = new Wire(SimulatorSettings.onFreePorts(), clock)) {
            String recipient = Wire.recipient("a1", "01012345678");

            assertThat(code(wire.alimtalk("a1-0", recipient))).isZero();
            assertThat(code(wire.alimtalk("a1-0", recipient))).isEqualTo(-1005);
            clock.advance(Duration.ofSeconds(599));
            assertThat(code(wire.alimtalk("a1-0", recipient))).isEqualTo(-1005);
            clock.advance(Duration.ofSeconds(1));
            assertThat(code(wire.alimtalk("a1-0", recipient))).isZero();
            JsonNode stats = wire.stats(Vendor.NHN);
            assertThat(stats.path("accepted").asInt()).isEqualTo(2);
            assertThat(stats.path("duplicates").asInt()).isEqualTo(1);
            assertThat(stats.path("rejected").asInt()).isEqualTo(2);
        }
    }

    @Test
    void anAlimtalkCallThatFailedAsAWholeLeavesItsKeyFree() throws Exception {
        try (Wire wire = new Wire()) {
            wire.fault(Vendor.NHN, "{\"errorRate\":1}");
            assertThat(wire.alimtalk("k", Wire.recipient("a1", "01012345678")).status())
                    .isEqualTo(500);
            wire.control("DELETE", "/_sim/faults/nhn", "");

            assertThat(code(wire.alimtalk("k", Wire.recipient("a1", "01012345678"))))
                    .isZero();
        }
    }

    @Test
    void alimtalkTakesAThousandRecipientsAndNoMore() throws Exception {
        try (Wire wire = new Wire()) {
            String thousand = recipients(1_000);

            assertThat(wire.alimtalk("k1", thousand)
                            .json()
                            .path("message")
                            .path("sendResults")
                            .size())
                    .isEqualTo(1_000);
            assertThat(code(wire.alimtalk("k2", recipients(1_001)))).isEqualTo(-2004);
            assertThat(wire.messages("limit=1000").size()).isEqualTo(1_000);
        }
    }

    @Test
    void alimtalkCanBeAskedForResults() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));
        try (Wire wire = new Wire(SimulatorSettings.onFreePorts(), clock)) {
            wire.fault(Vendor.NHN, "{\"receipts\":\"FAILED\",\"errorCode\":\"3019\",\"receiptDelayMs\":60000}");
            String requestId = wire.alimtalk(
                            "k", Wire.recipient("a1", "01012345678") + "," + Wire.recipient("a2", "01012345679"))
                    .json()
                    .path("message")
                    .path("requestId")
                    .asString();
            String base = "/alimtalk/v2.3/appkeys/local-nhn-appkey/messages";

            assertThat(one(wire, base + "/" + requestId + "/2")
                            .path("resultCode")
                            .asString())
                    .isEqualTo("3005");
            clock.advance(Duration.ofMinutes(1));
            assertThat(one(wire, base + "/" + requestId + "/2")
                            .path("resultCode")
                            .asString())
                    .isEqualTo("3019");
            JsonNode found = wire.nhn(
                            "GET",
                            base
                                    + "?startRequestDate=2026-03-01%2000:00&endRequestDate=2026-03-02%2000:00&recipientGroupingKey=a1",
                            Map.of(),
                            "")
                    .json()
                    .path("messageSearchResultResponse");
            assertThat(found.path("totalCount").asInt()).isEqualTo(1);
            assertThat(found.path("messages").path(0).path("requestId").asString())
                    .isEqualTo(requestId);
            assertThat(one(wire, base + "/unknown/1").isNull()).isTrue();
            assertThat(code(wire.nhn("GET", base, Map.of(), ""))).isEqualTo(-2011);
        }
    }

    @Test
    void nhnSmsCanBeAskedForResults() throws Exception {
        try (Wire wire = new Wire()) {
            String base = "/sms/v3.0/appKeys/local-nhn-appkey/sender/sms";
            String body = "{\"body\":\"hi\",\"sendNo\":\"15880000\",\"recipientList\":["
                    + Wire.recipient("s1", "01012345678") + "]}";
            String requestId = wire.nhn("POST", base, Map.of(), body)
                    .json()
                    .path("body")
                    .path("data")
                    .path("requestId")
                    .asString();

            JsonNode result = wire.nhn("GET", base + "/" + requestId + "?recipientSeq=1", Map.of(), "")
                    .json()
                    .path("body")
                    .path("data");

            assertThat(result.path("resultCode").asString()).isEqualTo("1000");
            assertThat(result.path("recipientGroupingKey").asString()).isEqualTo("s1");
        }
    }

    @Test
    void smtpTakesPipelinedCommandsAndUnstuffsDots() throws Exception {
        try (Wire wire = new Wire();
                SmtpLine smtp = new SmtpLine(wire.simulator.smtpPort())) {
            assertThat(smtp.ask("MAIL FROM:<a@b.c>")).startsWith("503");
            smtp.say(
                    "EHLO test\nMAIL FROM:<a@b.c> SIZE=100 BODY=8BITMIME\nRCPT TO:<reject@b.c>\nRCPT TO:<one@b.c>\nRCPT TO:<two@b.c>\nDATA\n");
            for (String reply : new String[] {"250", "250 2.1.0", "550 5.1.1", "250 2.1.5", "250 2.1.5", "354"}) {
                assertThat(smtp.hear()).startsWith(reply);
            }
            smtp.say(
                    "Subject: =?UTF-8?B?7JWI64WV?=\n =?UTF-8?Q?_=ED=95=98?=\nX-Attempt-Id:\n m1\n\n..one\n....\nlast\n.\nNOOP\nQUIT\n");
            assertThat(smtp.hear()).startsWith("250 2.0.0 Ok: queued as ");
            assertThat(smtp.hear()).startsWith("250");
            assertThat(smtp.hear()).startsWith("221");
            assertThat(smtp.hear()).isNull();

            JsonNode mail = wire.messages("vendor=smtp&attemptId=m1").path(0);
            assertThat(mail.path("to").asString()).isEqualTo("one@b.c, two@b.c");
            assertThat(mail.path("title").asString()).isEqualTo("안녕 하");
            assertThat(mail.path("body").asString()).isEqualTo(".one\r\n...\r\nlast");
        }
    }

    private static JsonNode one(Wire wire, String path) throws Exception {
        return wire.nhn("GET", path, Map.of(), "").json().path("message");
    }

    private static int code(Wire.Response response) {
        return response.json().path("header").path("resultCode").asInt();
    }

    private static String recipients(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Wire.recipient("bulk-" + i, "0101" + (1_000_001 + i * 10 % 8_000)))
                .collect(Collectors.joining(","));
    }
}

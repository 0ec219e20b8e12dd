package io.notificationhub.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.testkit.ScriptedVendor;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SesSenderTest {
    private static final String SEND = "/v2/email/outbound-emails";
    private static final ScriptedVendor.Step ACCEPT = ScriptedVendor.json(200, "{\"MessageId\":\"ses-1\"}");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ScriptedVendor vendor = ScriptedVendor.start();
    private static final SesV2AsyncClient client = client(vendor.baseUrl());

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void forgetOtherTests() {
        vendor.reset();
    }

    @AfterAll
    static void stop() {
        client.close();
        vendor.close();
    }

    @Test
    void sends_a_signed_request_with_everything_that_ses_needs() {
        vendor.script(SEND, ACCEPT);

        Outcome outcome = send(Requests.of(
                Kind.TRANSACTIONAL, "jane@example.com", new Content("주문\r\nBcc: x@y.z", "text", "<p>html</p>")));

        assertThat(outcome).isEqualTo(new Outcome.Accepted("ses-1"));
        ScriptedVendor.Received request = vendor.received(SEND).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIATEST/")
                .contains("/ap-northeast-2/ses/aws4_request")
                .containsPattern("SignedHeaders=[a-z0-9;-]*host;[a-z0-9;-]*x-amz-date")
                .containsPattern("Signature=[0-9a-f]{64}");
        assertThat(JSON.readTree(request.body())).isEqualTo(JSON.readTree("""
                {"FromEmailAddress":"Shop <no-reply@shop.example>",
                 "Destination":{"ToAddresses":["jane@example.com"]},
                 "Content":{"Simple":{
                   "Subject":{"Data":"주문 Bcc: x@y.z","Charset":"UTF-8"},
                   "Body":{"Text":{"Data":"text","Charset":"UTF-8"},"Html":{"Data":"<p>html</p>","Charset":"UTF-8"}}}},
                 "EmailTags":[{"Name":"attemptId","Value":"%s"}],
                 "ConfigurationSetName":"receipts"}
                """.formatted(Requests.ATTEMPT)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVICE", "MARKETING"})
    void what_can_be_opted_out_of_carries_one_click_unsubscription(Kind kind) {
        vendor.script(SEND, ACCEPT);

        send(Requests.of(kind, "jane@example.com", new Content("News", "text", null)));

        JsonNode headers =
                JSON.readTree(vendor.received(SEND).getFirst().body()).at("/Content/Simple/Headers");
        assertThat(headers).isEqualTo(JSON.readTree("""
                [{"Name":"List-Unsubscribe","Value":"<https://hub.example/unsubscribe/%s?r=user%%2F1&k=%s>"},
                 {"Name":"List-Unsubscribe-Post","Value":"List-Unsubscribe=One-Click"}]
                """.formatted(Requests.ATTEMPT, kind)));
    }

    @Test
    void reads_code_and_wait_from_the_answer_and_does_not_retry_by_itself() {
        vendor.script(
                SEND,
                error(429, "TooManyRequestsException", "Maximum sending rate exceeded.", Map.of("Retry-After", "4")),
                error(400, "MessageRejected", "jane@example.com is on the list", Map.of()),
                error(503, "RecipientUnavailableException", "busy", Map.of()),
                error(400, "SendingPausedException", "paused", Map.of()),
                error(500, "InternalServiceErrorException", "oops", Map.of()));

        assertThat(send(Requests.to("jane@example.com")))
                .isEqualTo(new Outcome.Throttled(
                        "TooManyRequests", "Maximum sending rate exceeded.", Duration.ofSeconds(4)));
        assertThat(send(Requests.to("jane@example.com")))
                .isEqualTo(new Outcome.Permanent("MessageRejected", "ja***om is on the list"));
        assertThat(send(Requests.to("jane@example.com")))
                .isEqualTo(new Outcome.Transient(Scope.RECIPIENT, "RecipientUnavailable", "busy"));
        assertThat(send(Requests.to("jane@example.com")))
                .isEqualTo(new Outcome.Transient(Scope.VENDOR, "SendingPaused", "paused"));
        assertThat(send(Requests.to("jane@example.com")))
                .isEqualTo(new Outcome.Transient(Scope.VENDOR, "InternalServiceError", "oops"));
        assertThat(vendor.received(SEND)).hasSize(5);
        assertThat(metrics.counter("hub.vendor.alarms", "vendor", "ses", "code", "SendingPaused")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_connection_cut_after_the_request_is_ambiguous_and_the_request_is_not_repeated() {
        vendor.script(SEND, ScriptedVendor.cut());

        assertThat(send(Requests.to("jane@example.com"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(vendor.received(SEND)).hasSize(1);
    }

    @Test
    void a_refused_connection_is_transient() throws IOException {
        try (SesV2AsyncClient nobody = client(nobodyListens())) {
            assertThat(send(nobody, Requests.to("jane@example.com")))
                    .isEqualTo(new Outcome.Transient(
                            Scope.VENDOR, "CONNECT", "No connection to the vendor: AnnotatedConnectException"));
        }
    }

    private Outcome send(VendorCall call) {
        return send(client, call);
    }

    private Outcome send(SesV2AsyncClient ses, VendorCall call) {
        return new SesSender(
                        ses,
                        Requests.PROPERTIES,
                        "receipts",
                        new VendorAlarm("ses", SesErrors::needsPeople, metrics),
                        Clock.fixed(Requests.NOW, ZoneOffset.UTC))
                .send(call)
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static SesV2AsyncClient client(String endpoint) {
        return SesClients.client(
                new SesProperties(endpoint, "ap-northeast-2", "AKIATEST", "secret", "", 10, Duration.ofSeconds(2)),
                Duration.ofSeconds(5));
    }

    private static ScriptedVendor.Step error(int status, String type, String message, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("x-amzn-ErrorType", type);
        return ScriptedVendor.json(status, "{\"message\":\"" + message + "\"}", all);
    }

    private static String nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}

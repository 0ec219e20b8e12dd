package io.notificationhub.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.NetworkFailure;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.testkit.ScriptedVendor;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

class TwilioSenderTest {
    private static final String SEND = "/2010-04-01/Accounts/AC1/Messages.json";
    private static final ScriptedVendor.Step ACCEPT =
            ScriptedVendor.json(201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"error_code\":null}");
    private static final ScriptedVendor vendor = ScriptedVendor.start();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void forgetOtherTests() {
        vendor.reset();
    }

    @AfterAll
    static void stop() {
        vendor.close();
    }

    @Test
    void sends_the_body_as_a_form_and_asks_for_receipts_of_the_attempt() {
        vendor.script(SEND, ACCEPT);

        assertThat(send(sender(vendor.baseUrl(), ""), Requests.to("+821012345678")))
                .isEqualTo(new Outcome.Accepted("SM1"));

        ScriptedVendor.Received request = vendor.received(SEND).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("Authorization")).isEqualTo("Basic QUMxOnRva2Vu");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.body())
                .isEqualTo("To=%2B821012345678&From=%2B15005550006&Body=Your+code+is+123456+%26+100%25"
                        + "&StatusCallback=https%3A%2F%2Fhub.example%2Fapi%2Fv1%2Fdeliveries%2Fcallbacks%2Ftwilio%2F"
                        + Requests.ATTEMPT);
    }

    @Test
    void a_messaging_service_replaces_the_sending_number() {
        vendor.script(SEND, ACCEPT);

        send(sender(vendor.baseUrl(), "MG1"), Requests.to("+821012345678"));

        assertThat(vendor.received(SEND).getFirst().body())
                .contains("&MessagingServiceSid=MG1&")
                .doesNotContain("From=");
    }

    @Test
    void reads_code_and_wait_from_the_answer() {
        vendor.script(
                SEND,
                error(400, 21610, "Attempt to send to unsubscribed recipient +821012345678", Map.of()),
                error(429, 20429, "Too Many Requests", Map.of("Retry-After", "2")),
                error(400, 30003, "Unreachable destination handset", Map.of()),
                error(401, 20003, "Authenticate", Map.of()),
                ScriptedVendor.json(503, "busy"),
                ScriptedVendor.json(201, "not JSON"));
        TwilioSender sender = sender(vendor.baseUrl(), "");

        assertThat(send(sender, Requests.to("+821012345678")))
                .isEqualTo(new Outcome.Permanent(
                        "21610", "Attempt to send to unsubscribed recipient +8***78", Hygiene.OPTED_OUT));
        assertThat(send(sender, Requests.to("+821012345678")))
                .isEqualTo(new Outcome.Throttled("20429", "Too Many Requests", Duration.ofSeconds(2)));
        assertThat(send(sender, Requests.to("+821012345678")))
                .isEqualTo(new Outcome.Transient(Scope.RECIPIENT, "30003", "Unreachable destination handset"));
        assertThat(send(sender, Requests.to("+821012345678")))
                .isEqualTo(new Outcome.Transient(Scope.VENDOR, "20003", "Authenticate"));
        assertThat(send(sender, Requests.to("+821012345678")))
                .isEqualTo(new Outcome.Transient(Scope.VENDOR, "HTTP_503", "no reason given"));
        assertThat(send(sender, Requests.to("+821012345678"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(metrics.counter("hub.vendor.alarms", "vendor", "twilio", "code", "20003")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_connection_cut_after_the_request_is_ambiguous_and_the_request_is_not_repeated() {
        vendor.script(SEND, ScriptedVendor.cut());

        assertThat(send(sender(vendor.baseUrl(), ""), Requests.to("+821012345678")))
                .isInstanceOf(Outcome.Ambiguous.class);
        assertThat(vendor.received(SEND)).hasSize(1);
    }

    @Test
    void a_refused_connection_is_transient() throws IOException {
        assertThat(send(sender(nobodyListens(), ""), Requests.to("+821012345678")))
                .isInstanceOfSatisfying(
                        Outcome.Transient.class,
                        failure -> assertThat(failure.scope()).isEqualTo(Scope.VENDOR));
    }

    private static Outcome send(TwilioSender sender, VendorCall call) {
        return sender.send(call)
                .onErrorResume(error -> Mono.just(NetworkFailure.classify(error)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private TwilioSender sender(String url, String messagingServiceSid) {
        TwilioProperties properties = new TwilioProperties(
                URI.create(url),
                "AC1",
                "token",
                "+15005550006",
                messagingServiceSid,
                "https://hub.example/api/v1/deliveries/callbacks/twilio",
                10,
                Duration.ofSeconds(2));
        return new TwilioSender(
                VendorHttp.client(WebClient.builder(), "twilio", url, 10, Duration.ofSeconds(2), Duration.ofSeconds(5)),
                properties,
                new VendorAlarm("twilio", TwilioErrors::needsPeople, metrics),
                Clock.fixed(Requests.NOW, ZoneOffset.UTC));
    }

    private static ScriptedVendor.Step error(int status, int code, String message, Map<String, String> headers) {
        return ScriptedVendor.json(
                status,
                "{\"code\":%d,\"message\":\"%s\",\"more_info\":\"\",\"status\":%d}".formatted(code, message, status),
                headers);
    }

    private static String nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}

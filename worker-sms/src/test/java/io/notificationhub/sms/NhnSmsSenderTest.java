package io.notificationhub.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.delivery.NetworkFailure;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.testkit.ScriptedVendor;
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
import tools.jackson.databind.json.JsonMapper;

class NhnSmsSenderTest {
    private static final String SMS = "/sms/v3.0/appKeys/app/sender/sms";
    private static final String MMS = "/sms/v3.0/appKeys/app/sender/mms";
    private static final ScriptedVendor.Step ACCEPT = answer(true, 0, 0);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ScriptedVendor vendor = ScriptedVendor.start();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final NhnSmsSender sender = new NhnSmsSender(
            VendorHttp.client(
                    WebClient.builder(), "nhn", vendor.baseUrl(), 10, Duration.ofSeconds(2), Duration.ofSeconds(5)),
            new NhnSmsProperties(URI.create(vendor.baseUrl()), "app", "secret", "15446859", 10, Duration.ofSeconds(2)),
            new VendorAlarm("nhn", NhnSmsResults::needsPeople, metrics),
            Clock.fixed(Requests.NOW, ZoneOffset.UTC));

    @BeforeEach
    void forgetOtherTests() {
        vendor.reset();
    }

    @AfterAll
    static void stop() {
        vendor.close();
    }

    @Test
    void up_to_90_bytes_of_euc_kr_go_out_as_sms_without_a_title() {
        vendor.script(SMS, ACCEPT);

        assertThat(send(Requests.of("+821012345678", "제목", "가".repeat(45))))
                .isEqualTo(new Outcome.Accepted("request-1"));

        ScriptedVendor.Received request = vendor.received(SMS).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("X-Secret-Key")).isEqualTo("secret");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(JSON.readTree(request.body()))
                .isEqualTo(JSON.readTree("""
                {"body":"%s","sendNo":"15446859","recipientList":[
                  {"recipientNo":"01012345678","countryCode":"82","recipientGroupingKey":"%s"}]}
                """.formatted("가".repeat(45), Requests.ATTEMPT)));
    }

    @Test
    void a_longer_body_goes_out_with_a_title_of_at_most_40_bytes() {
        vendor.script(MMS, ACCEPT);

        send(Requests.of("+15551234567", "제목".repeat(20), "가".repeat(45) + "a"));
        send(Requests.of("+15551234567", " ", "첫 줄\n" + "가".repeat(45)));

        assertThat(vendor.received(MMS))
                .extracting(
                        request -> JSON.readTree(request.body()).path("title").stringValue())
                .containsExactly("제목".repeat(10), "첫 줄");
        assertThat(JSON.readTree(vendor.received(MMS).getFirst().body()).path("recipientList"))
                .isEqualTo(
                        JSON.readTree("[{\"internationalRecipientNo\":\"15551234567\",\"recipientGroupingKey\":\"%s\"}]"
                                .formatted(Requests.ATTEMPT)));
    }

    @Test
    void both_the_call_and_the_recipient_may_be_refused() {
        vendor.script(
                SMS,
                answer(true, 0, 3012),
                answer(true, 0, -2019),
                answer(false, -1001, 0),
                ScriptedVendor.json(
                        500, "{\"header\":{\"isSuccessful\":false,\"resultCode\":-9999,\"resultMessage\":\"oops\"}}"),
                ScriptedVendor.json(429, "", Map.of("Retry-After", "9")),
                ScriptedVendor.json(200, "{\"header\":{\"isSuccessful\":true,\"resultCode\":0}}"),
                ScriptedVendor.json(200, "<html>"));

        assertThat(send()).isEqualTo(new Outcome.Transient(Scope.RECIPIENT, "3012", "of the recipient"));
        assertThat(send()).isInstanceOf(Outcome.Permanent.class);
        assertThat(send()).isEqualTo(new Outcome.Transient(Scope.VENDOR, "-1001", "of the call"));
        assertThat(send()).isEqualTo(new Outcome.Transient(Scope.VENDOR, "-9999", "oops"));
        assertThat(send()).isEqualTo(new Outcome.Throttled("HTTP_429", "no reason given", Duration.ofSeconds(9)));
        assertThat(send()).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(send()).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(metrics.counter("hub.vendor.alarms", "vendor", "nhn", "code", "-1001")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_connection_cut_after_the_request_is_ambiguous() {
        vendor.script(SMS, ScriptedVendor.cut());

        assertThat(send()).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(vendor.received(SMS)).hasSize(1);
    }

    private Outcome send() {
        return send(Requests.to("+821012345678"));
    }

    private Outcome send(VendorCall call) {
        return sender.send(call)
                .onErrorResume(error -> Mono.just(NetworkFailure.classify(error)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static ScriptedVendor.Step answer(boolean successful, int callCode, int recipientCode) {
        return ScriptedVendor.json(200, """
                {"header":{"isSuccessful":%s,"resultCode":%d,"resultMessage":"of the call"},
                 "body":{"data":{"requestId":"request-1","statusCode":"2","sendResultList":[
                   {"recipientNo":"01012345678","resultCode":%d,"resultMessage":"of the recipient","recipientSeq":1}]}}}
                """.formatted(successful, callCode, recipientCode));
    }
}

package io.notificationhub.alimtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.TemplateUse;
import io.notificationhub.delivery.GroupOutcome;
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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class AlimTalkSenderTest {
    private static final String SEND = "/alimtalk/v2.3/appkeys/app/messages";
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final UUID ATTEMPT = UUID.fromString("0195570a-0000-7000-8000-000000000001");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ScriptedVendor vendor = ScriptedVendor.start();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AlimTalkSender sender = sender(vendor.baseUrl(), "local-default");

    @BeforeEach
    void forgetOtherTests() {
        vendor.reset();
    }

    @AfterAll
    static void stop() {
        vendor.close();
    }

    @Test
    void passes_the_template_code_and_its_variables_not_the_rendered_text() {
        vendor.script(SEND, answer(true, 0, 0));

        Outcome outcome = send(
                sender,
                call(
                        "+821012345678",
                        new TemplateUse("order-shipped", "ko-kr", 3, "ORDER_01", Map.of("name", "지수", "order", "42"))));

        assertThat(outcome).isEqualTo(new Outcome.Accepted("request-1/1"));
        ScriptedVendor.Received request = vendor.received(SEND).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("X-Secret-Key")).isEqualTo("secret");
        assertThat(request.headers().get("X-NC-API-IDEMPOTENCY-KEY")).isEqualTo(ATTEMPT + "-4");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(JSON.readTree(request.body())).isEqualTo(JSON.readTree("""
                {"senderKey":"channel","templateCode":"ORDER_01","recipientList":[
                  {"recipientNo":"01012345678","templateParameter":{"name":"지수","order":"42"},
                   "resendParameter":{"isResend":false},"recipientGroupingKey":"%s"}]}
                """.formatted(ATTEMPT)));
    }

    @Test
    void what_has_no_template_at_the_vendor_uses_the_default_one() {
        vendor.script(SEND, answer(true, 0, 0));

        send(sender, call("+15551234567", null));
        send(sender, call("+15551234567", new TemplateUse("plain", "ko-kr", 1, null, Map.of("name", "지수"))));

        assertThat(vendor.received(SEND))
                .extracting(request -> JSON.readTree(request.body()))
                .hasSize(2)
                .allSatisfy(body -> {
                    assertThat(body.path("templateCode").stringValue()).isEqualTo("local-default");
                    assertThat(body.at("/recipientList/0/recipientNo").stringValue())
                            .isEqualTo("15551234567");
                    assertThat(body.at("/recipientList/0/templateParameter"))
                            .isEqualTo(JSON.readTree("{\"title\":\"제목\",\"body\":\"본문\"}"));
                });
    }

    @Test
    void without_any_template_nothing_is_sent() {
        assertThat(send(sender(vendor.baseUrl(), ""), call("+821012345678", null)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        refused -> assertThat(refused.vendorCode()).isEqualTo("TEMPLATE_REQUIRED"));
        assertThat(vendor.received()).isEmpty();
    }

    @Test
    void both_the_call_and_the_recipient_may_be_refused() {
        vendor.script(
                SEND,
                answer(true, 0, 3012),
                answer(true, 0, -3010),
                answer(false, -1005, 0),
                answer(false, -1000, 0),
                ScriptedVendor.json(
                        500, "{\"header\":{\"isSuccessful\":false,\"resultCode\":-9999,\"resultMessage\":\"oops\"}}"),
                ScriptedVendor.json(429, "", Map.of("Retry-After", "9")),
                ScriptedVendor.json(200, "{\"header\":{\"isSuccessful\":true,\"resultCode\":0},\"message\":{}}"),
                ScriptedVendor.json(200, "<html>"));

        assertThat(send()).isEqualTo(new Outcome.Transient(Scope.RECIPIENT, "3012", "of the recipient"));
        assertThat(send()).isEqualTo(new Outcome.Permanent("-3010", "of the recipient"));
        assertThat(send()).isInstanceOf(Outcome.Accepted.class);
        assertThat(send()).isEqualTo(new Outcome.Transient(Scope.VENDOR, "-1000", "of the call"));
        assertThat(send()).isEqualTo(new Outcome.Transient(Scope.VENDOR, "-9999", "oops"));
        assertThat(send()).isEqualTo(new Outcome.Throttled("HTTP_429", "no reason given", Duration.ofSeconds(9)));
        assertThat(send()).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(send()).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(metrics.counter("hub.vendor.alarms", "vendor", "nhn", "code", "-1000")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_connection_cut_after_the_request_is_ambiguous_and_may_be_repeated_with_its_key() {
        vendor.script(SEND, ScriptedVendor.cut());

        assertThat(send()).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(vendor.received(SEND)).hasSize(1);
        assertThat(sender.repeatable()).isTrue();
    }

    @Test
    void a_refused_connection_is_transient() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort();
        }

        assertThat(send(sender(nobody, "local-default"), call("+821012345678", null)))
                .isInstanceOfSatisfying(
                        Outcome.Transient.class,
                        failure -> assertThat(failure.scope()).isEqualTo(Scope.VENDOR));
    }

    @Test
    void many_messages_go_in_one_call_and_each_has_its_own_result() {
        UUID other = UUID.fromString("0195570a-0000-7000-8000-000000000009");
        vendor.script(SEND, ScriptedVendor.json(200, """
                {"header":{"isSuccessful":true,"resultCode":0,"resultMessage":"SUCCESS"},
                 "message":{"requestId":"request-1","sendResults":[
                   {"recipientSeq":1,"recipientGroupingKey":"%s","resultCode":0,"resultMessage":"SUCCESS"},
                   {"recipientSeq":2,"recipientGroupingKey":"%s","resultCode":3012,"resultMessage":"01012345678 is busy"}]}}
                """.formatted(ATTEMPT, other)));
        String call =
                sender.write(List.of(message(ATTEMPT, "+821012345678", null), message(other, "+821087654321", null)));

        assertThat(group(call))
                .isEqualTo(new GroupOutcome.Each(Map.of(
                        ATTEMPT,
                        new Outcome.Accepted("request-1/1"),
                        other,
                        new Outcome.Transient(Scope.RECIPIENT, "3012", "01***78 is busy"))));
        ScriptedVendor.Received request = vendor.received(SEND).getFirst();
        assertThat(request.headers().get("X-NC-API-IDEMPOTENCY-KEY")).isEqualTo("group-1");
        assertThat(JSON.readTree(request.body())
                        .at("/recipientList/1/recipientNo")
                        .stringValue())
                .isEqualTo("01087654321");
    }

    @Test
    void a_group_that_was_taken_before_or_refused_as_a_whole_has_one_result() {
        String call = sender.write(List.of(message(ATTEMPT, "+821012345678", null)));
        vendor.script(
                SEND,
                answer(false, -1005, 0),
                answer(false, -1001, 0),
                ScriptedVendor.json(429, "", Map.of("Retry-After", "9")),
                ScriptedVendor.cut());

        assertThat(group(call)).isEqualTo(new GroupOutcome.Whole(new Outcome.Accepted(null)));
        assertThat(group(call))
                .isEqualTo(new GroupOutcome.Whole(new Outcome.Transient(Scope.VENDOR, "-1001", "of the call")));
        assertThat(group(call))
                .isEqualTo(new GroupOutcome.Whole(
                        new Outcome.Throttled("HTTP_429", "no reason given", Duration.ofSeconds(9))));
        assertThat(group(call).of(ATTEMPT)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(metrics.counter("hub.vendor.alarms", "vendor", "nhn", "code", "-1001")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void only_messages_with_the_same_template_share_a_call() {
        TemplateUse own = new TemplateUse("order-shipped", "ko-kr", 3, "ORDER_01", Map.of());

        assertThat(sender.groupingKey(message(ATTEMPT, "+821012345678", own))).isEqualTo("ORDER_01");
        assertThat(sender.groupingKey(message(ATTEMPT, "+821012345678", null))).isEqualTo("local-default");
        assertThat(sender(vendor.baseUrl(), "").groupingKey(message(ATTEMPT, "+821012345678", null)))
                .isNull();
        assertThat(sender.largestGroup()).isEqualTo(1_000);
    }

    @Test
    void a_message_of_unknown_outcome_is_looked_up_by_its_attempt() {
        vendor.script(SEND, ScriptedVendor.json(200, """
                        {"header":{"isSuccessful":true,"resultCode":0},"messageSearchResultResponse":{"messages":[
                          {"requestId":"request-7","recipientSeq":3,"resultCode":"3018"}],"totalCount":1}}
                        """), ScriptedVendor.json(200, """
                        {"header":{"isSuccessful":true,"resultCode":0},
                         "messageSearchResultResponse":{"messages":[],"totalCount":0}}
                        """));

        assertThat(sender.find(message(ATTEMPT, "+821012345678", null)).block())
                .isEqualTo(new Outcome.Accepted("request-7/3"));
        assertThat(sender.find(message(ATTEMPT, "+821012345678", null)).block()).isNull();
        assertThat(URLDecoder.decode(vendor.received(SEND).getFirst().path(), StandardCharsets.UTF_8))
                .endsWith("?startRequestDate=2026-03-02 18:00&endRequestDate=2026-03-02 20:00&recipientGroupingKey="
                        + ATTEMPT);
    }

    private GroupOutcome group(String call) {
        return sender.send("group-1", call)
                .onErrorResume(error -> Mono.just(new GroupOutcome.Whole(NetworkFailure.classify(error))))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private Outcome send() {
        return send(sender, call("+821012345678", null));
    }

    private static Outcome send(AlimTalkSender sender, VendorCall call) {
        return sender.send(call)
                .onErrorResume(error -> Mono.just(NetworkFailure.classify(error)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private AlimTalkSender sender(String url, String defaultTemplate) {
        WebClient http =
                VendorHttp.client(WebClient.builder(), "nhn", url, 10, Duration.ofSeconds(2), Duration.ofSeconds(5));
        AlimTalkProperties properties = new AlimTalkProperties(
                URI.create(url), "app", "secret", "channel", defaultTemplate, 10, Duration.ofSeconds(2));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new AlimTalkSender(
                http,
                properties,
                new AlimTalkQueries(http, properties, clock),
                new VendorAlarm("nhn", AlimTalkResults::needsPeople, metrics),
                clock);
    }

    private static VendorCall call(String phone, @Nullable TemplateUse template) {
        return new VendorCall(message(ATTEMPT, phone, template), ATTEMPT + "-4");
    }

    private static DeliveryRequested message(UUID attempt, String phone, @Nullable TemplateUse template) {
        return new DeliveryRequested(
                attempt,
                UUID.fromString("0195570a-0000-7000-8000-000000000002"),
                "user-1",
                "shop",
                Kind.TRANSACTIONAL,
                Channel.KAKAO_ALIMTALK,
                2,
                phone,
                null,
                new Content("제목", "본문", null),
                "ko-kr",
                template,
                NOW,
                NOW.plus(Duration.ofHours(24)));
    }

    private static ScriptedVendor.Step answer(boolean successful, int callCode, int recipientCode) {
        return ScriptedVendor.json(200, """
                {"header":{"isSuccessful":%s,"resultCode":%d,"resultMessage":"of the call"},
                 "message":{"requestId":"request-1","senderGroupingKey":null,"sendResults":[
                   {"recipientSeq":1,"recipientNo":"01012345678","resultCode":%d,"resultMessage":"of the recipient"}]}}
                """.formatted(successful, callCode, recipientCode));
    }
}

package io.notificationhub.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.ServiceAccountCredentials;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
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
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FcmSenderTest {
    private static final String SEND = "/v1/projects/demo/messages:send";
    private static final ScriptedVendor.Step ACCEPT =
            ScriptedVendor.json(200, "{\"name\":\"projects/demo/messages/1\"}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final ScriptedVendor vendor = ScriptedVendor.start();
    private static final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private static final ServiceAccountCredentials account = ServiceAccount.read(properties());

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final FcmSender sender = sender(vendor.baseUrl(), Duration.ofSeconds(10));

    @BeforeEach
    void forgetOtherTests() {
        vendor.reset();
    }

    @AfterAll
    static void stop() {
        executor.shutdownNow();
        vendor.close();
    }

    @Test
    void sends_what_fcm_expects_and_keeps_its_name_for_the_message() {
        vendor.script("/token", token("first", 3599)).script(SEND, ACCEPT);

        assertThat(send(Requests.to("device-token"))).isEqualTo(new Outcome.Accepted("projects/demo/messages/1"));

        ScriptedVendor.Received request = vendor.received(SEND).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("Authorization")).isEqualTo("Bearer first");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(JSON.readTree(request.body())).isEqualTo(JSON.readTree("""
                {"message":{
                  "token":"device-token",
                  "notification":{"title":"Sign-in","body":"Your code is 123456"},
                  "data":{"attemptId":"%s","notificationId":"%s","kind":"SECURITY"},
                  "android":{"priority":"HIGH","ttl":"600s"},
                  "apns":{"headers":{"apns-priority":"10","apns-expiration":"%d"}},
                  "webpush":{"headers":{"TTL":"600","Urgency":"high"}}}}
                """.formatted(
                        Requests.ATTEMPT, Requests.NOTIFICATION, Requests.NOW.getEpochSecond() + 600)));
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSACTIONAL, PT24H,  HIGH,   86400,   10, high",
        "SERVICE,       PT24H,  NORMAL, 86400,   5,  normal",
        "MARKETING,     P60D,   NORMAL, 2419200, 5,  low",
        "SECURITY,      -PT1S,  HIGH,   0,       10, high"
    })
    void urgency_follows_the_kind_and_life_the_expiry(
            Kind kind, Duration life, String android, long ttl, String apns, String webpush) {
        vendor.script("/token", token("first", 3599)).script(SEND, ACCEPT);

        send(Requests.of(kind, "device-token", "hello", life));

        JsonNode message =
                JSON.readTree(vendor.received(SEND).getFirst().body()).path("message");
        assertThat(message.at("/android/priority").stringValue()).isEqualTo(android);
        assertThat(message.at("/android/ttl").stringValue()).isEqualTo(ttl + "s");
        assertThat(message.at("/apns/headers/apns-priority").stringValue()).isEqualTo(apns);
        assertThat(message.at("/apns/headers/apns-expiration").stringValue())
                .isEqualTo(Long.toString(Requests.NOW.getEpochSecond() + ttl));
        assertThat(message.at("/webpush/headers/TTL").stringValue()).isEqualTo(Long.toString(ttl));
        assertThat(message.at("/webpush/headers/Urgency").stringValue()).isEqualTo(webpush);
    }

    @Test
    void a_message_that_fcm_would_refuse_for_its_size_without_any_text_is_not_sent() {
        Outcome outcome = send(Requests.to("t".repeat(4_096)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        refused -> assertThat(refused.vendorCode()).isEqualTo("PAYLOAD_TOO_LARGE"));
        assertThat(vendor.received()).isEmpty();
    }

    @Test
    void signs_in_with_an_assertion_for_the_messaging_scope() {
        vendor.script("/token", token("first", 3599)).script(SEND, ACCEPT);

        send(Requests.to("device-token"));

        Map<String, String> form = form(vendor.received("/token").getFirst().body());
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        List<String> parts = List.of(form.getOrDefault("assertion", "").split("\\.", -1));
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(0)));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(1)));
        assertThat(header.path("alg").stringValue()).isEqualTo("RS256");
        assertThat(claims.path("scope").stringValue()).isEqualTo("https://www.googleapis.com/auth/firebase.messaging");
        assertThat(claims.path("aud").stringValue()).isEqualTo("https://oauth2.googleapis.com/token");
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isBetween(1L, 3_600L);
    }

    @Test
    void one_token_serves_many_calls_at_once() {
        vendor.script("/token", token("first", 3599)).script(SEND, ACCEPT);

        List<Outcome> outcomes = Flux.range(0, 20)
                .flatMap(i -> sender.send(Requests.to("device-" + i)), 20)
                .collectList()
                .block();

        assertThat(outcomes).hasSize(20).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(vendor.received("/token")).hasSize(1);
    }

    @Test
    void a_token_near_its_end_is_exchanged_for_another() {
        vendor.script("/token", token("first", 60), token("second", 3599)).script(SEND, ACCEPT);

        send(Requests.to("device-token"));
        send(Requests.to("device-token"));
        send(Requests.to("device-token"));

        assertThat(vendor.received(SEND))
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Bearer first", "Bearer second", "Bearer second");
    }

    @Test
    void a_token_that_fcm_refuses_is_dropped() {
        vendor.script("/token", token("first", 3599), token("second", 3599))
                .script(SEND, ScriptedVendor.json(401, "{\"error\":{\"status\":\"UNAUTHENTICATED\"}}"), ACCEPT);

        assertThat(send(Requests.to("device-token")))
                .isEqualTo(new Outcome.Transient(Scope.VENDOR, "UNAUTHENTICATED", "HTTP_401"));
        assertThat(send(Requests.to("device-token"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(vendor.received(SEND).getLast().headers().get("Authorization"))
                .isEqualTo("Bearer second");
    }

    @Test
    void without_a_token_nothing_is_sent_and_people_are_called() {
        vendor.script("/token", ScriptedVendor.json(400, "{\"error\":\"invalid_grant\"}"));

        assertThat(send(Requests.to("device-token"))).isInstanceOfSatisfying(Outcome.Transient.class, failure -> {
            assertThat(failure.scope()).isEqualTo(Scope.VENDOR);
            assertThat(failure.vendorCode()).isEqualTo(FcmErrors.NO_TOKEN);
        });
        assertThat(vendor.received(SEND)).isEmpty();
        assertThat(metrics.counter("hub.vendor.alarms", "vendor", "fcm", "code", FcmErrors.NO_TOKEN)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_token_endpoint_that_hangs_makes_the_call_transient_and_not_ambiguous() {
        vendor.script("/token", ScriptedVendor.hang());

        assertThat(send(sender(vendor.baseUrl(), Duration.ofMillis(100)), Requests.to("device-token")))
                .isInstanceOf(Outcome.Transient.class);
    }

    @Test
    void reads_code_scope_and_wait_from_the_answer() {
        vendor.script("/token", token("first", 3599))
                .script(
                        SEND,
                        error(404, "NOT_FOUND", fcmError("UNREGISTERED")),
                        error(400, "INVALID_ARGUMENT", "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\"}"),
                        error(
                                503,
                                "UNAVAILABLE",
                                fcmError("UNAVAILABLE")
                                        + ",{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"RECIPIENT_UNAVAILABLE\"}"),
                        ScriptedVendor.json(
                                429,
                                "{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"slow down\",\"details\":["
                                        + fcmError("QUOTA_EXCEEDED") + "]}}",
                                Map.of("Retry-After", "12")),
                        ScriptedVendor.json(502, "<html>"));

        assertThat(send(Requests.to("t"))).isEqualTo(new Outcome.Permanent("UNREGISTERED", "why", Hygiene.DEVICE_DEAD));
        assertThat(send(Requests.to("t"))).isEqualTo(new Outcome.Permanent("BAD_MESSAGE", "why"));
        assertThat(send(Requests.to("t"))).isEqualTo(new Outcome.Transient(Scope.RECIPIENT, "UNAVAILABLE", "why"));
        assertThat(send(Requests.to("t")))
                .isEqualTo(new Outcome.Throttled("QUOTA_EXCEEDED", "slow down", Duration.ofSeconds(12)));
        assertThat(send(Requests.to("t"))).isEqualTo(new Outcome.Transient(Scope.VENDOR, "HTTP_502", "HTTP_502"));
    }

    @Test
    void a_connection_cut_after_the_request_is_ambiguous_and_the_request_is_not_repeated() {
        vendor.script("/token", token("first", 3599)).script(SEND, ScriptedVendor.cut());

        assertThat(send(Requests.to("device-token"))).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(vendor.received(SEND)).hasSize(1);
    }

    @Test
    void a_refused_connection_is_transient() throws IOException {
        vendor.script("/token", token("first", 3599));

        assertThat(send(sender(nobodyListens(), Duration.ofSeconds(10)), Requests.to("device-token")))
                .isInstanceOfSatisfying(
                        Outcome.Transient.class,
                        failure -> assertThat(failure.scope()).isEqualTo(Scope.VENDOR));
    }

    private Outcome send(VendorCall call) {
        return send(sender, call);
    }

    private static Outcome send(FcmSender sender, VendorCall call) {
        return sender.send(call)
                .onErrorResume(error -> Mono.just(NetworkFailure.classify(error)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private FcmSender sender(String url, Duration tokenTimeout) {
        return new FcmSender(
                VendorHttp.client(WebClient.builder(), "fcm", url, 50, Duration.ofSeconds(2), Duration.ofSeconds(5)),
                "demo",
                new AccessTokens(account.toBuilder().build(), executor, tokenTimeout),
                new VendorAlarm("fcm", FcmErrors::needsPeople, metrics),
                Clock.fixed(Requests.NOW, ZoneOffset.UTC));
    }

    private static FcmProperties properties() {
        URI url = URI.create(vendor.baseUrl());
        return new FcmProperties(
                url,
                "demo",
                ServiceAccountKeys.json(),
                url.resolve("/token"),
                Duration.ofSeconds(10),
                50,
                Duration.ofSeconds(2));
    }

    private static String nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static ScriptedVendor.Step token(String value, int expiresIn) {
        return ScriptedVendor.json(
                200,
                "{\"access_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\"}".formatted(value, expiresIn));
    }

    private static ScriptedVendor.Step error(int status, String rpcStatus, String details) {
        return ScriptedVendor.json(
                status,
                "{\"error\":{\"code\":%d,\"message\":\"why\",\"status\":\"%s\",\"details\":[%s]}}"
                        .formatted(status, rpcStatus, details));
    }

    private static String fcmError(String code) {
        return "{\"@type\":\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\"" + code + "\"}";
    }

    private static Map<String, String> form(String body) {
        return List.of(body.split("&", -1)).stream()
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}

package io.notificationhub.alimtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.delivery.VendorReceipt;
import io.notificationhub.testkit.ScriptedVendor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.function.client.WebClient;

class AlimTalkQueriesTest {
    private static final String MESSAGES = "/alimtalk/v2.3/appkeys/app/messages";
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final ScriptedVendor vendor = ScriptedVendor.start();

    private final AlimTalkQueries queries = new AlimTalkQueries(
            VendorHttp.client(
                    WebClient.builder(), "nhn", vendor.baseUrl(), 10, Duration.ofSeconds(2), Duration.ofSeconds(5)),
            new AlimTalkProperties(
                    URI.create(vendor.baseUrl()), "app", "secret", "channel", "", 10, Duration.ofSeconds(2)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterAll
    static void stop() {
        vendor.close();
    }

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of("COMPLETED", "1000", new VendorReceipt.Delivered("1000")),
                Arguments.of("COMPLETED", "3005", null),
                Arguments.of("SENDING", "", null),
                Arguments.of("READY", "1000", null),
                Arguments.of("FAILED", "3018", failed("3018", true)),
                Arguments.of("FAILED", "3019", failed("3019", true)),
                Arguments.of("FAILED", "3020", failed("3020", true)),
                Arguments.of("FAILED", "3012", failed("3012", false)),
                Arguments.of("FAILED", "9998", failed("9998", false)),
                Arguments.of("FAILED", "9999", failed("9999", false)),
                Arguments.of("CANCEL", "4000", failed("4000", false)));
    }

    private static VendorReceipt failed(String code, boolean unreachable) {
        return new VendorReceipt.Failed(code, "이유", unreachable, Hygiene.NONE);
    }

    @ParameterizedTest
    @MethodSource("results")
    void a_result_means(String status, String code, @Nullable VendorReceipt expected) {
        vendor.script(MESSAGES + "/request-1/2", ScriptedVendor.json(200, """
                {"header":{"isSuccessful":true,"resultCode":0},
                 "message":{"requestId":"request-1","recipientSeq":2,"messageStatus":"%s","resultCode":"%s","resultCodeName":"이유"}}
                """.formatted(status, code)));

        assertThat(queries.receipt(message("request-1/2")).block()).isEqualTo(expected);
    }

    @Test
    void a_message_that_nhn_does_not_know_yet_has_no_result() {
        vendor.script(
                MESSAGES + "/request-1/2",
                ScriptedVendor.json(200, "{\"header\":{\"isSuccessful\":true,\"resultCode\":0},\"message\":null}"));

        assertThat(queries.receipt(message("request-1/2")).block()).isNull();
    }

    @Test
    void a_message_whose_request_is_not_known_is_found_by_its_attempt() {
        vendor.script(MESSAGES, ScriptedVendor.json(200, """
                {"header":{"isSuccessful":true,"resultCode":0},"messageSearchResultResponse":{"messages":[
                  {"requestId":"request-7","recipientSeq":3,"messageStatus":"COMPLETED","resultCode":"1000"}]}}
                """));

        assertThat(queries.receipt(message(null)).block()).isEqualTo(new VendorReceipt.Delivered("1000"));
    }

    @Test
    void a_refused_question_is_an_error_and_no_result() {
        vendor.script(
                MESSAGES + "/request-1/2",
                ScriptedVendor.json(200, "{\"header\":{\"isSuccessful\":false,\"resultCode\":-1000}}"));

        assertThatThrownBy(() -> queries.receipt(message("request-1/2")).block())
                .hasMessageContaining("-1000");
    }

    private static OpenMessage message(@Nullable String id) {
        return new OpenMessage(UUID.randomUUID(), id, NOW.minusSeconds(60));
    }
}

package io.notificationhub.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.delivery.VendorReceipt;
import io.notificationhub.testkit.ScriptedVendor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

class NhnSmsQueriesTest {
    private static final String SMS = "/sms/v3.0/appKeys/app/sender/sms/request-1";
    private static final String MMS = "/sms/v3.0/appKeys/app/sender/mms/request-1";
    private static final String UNKNOWN =
            "{\"header\":{\"isSuccessful\":true,\"resultCode\":0},\"body\":{\"data\":null}}";
    private static final ScriptedVendor vendor = ScriptedVendor.start();

    private final NhnSmsQueries queries = new NhnSmsQueries(
            VendorHttp.client(
                    WebClient.builder(), "nhn", vendor.baseUrl(), 10, Duration.ofSeconds(2), Duration.ofSeconds(5)),
            new NhnSmsProperties(URI.create(vendor.baseUrl()), "app", "secret", "15446859", 10, Duration.ofSeconds(2)));
    private final OpenMessage message =
            new OpenMessage(UUID.randomUUID(), "request-1", Instant.parse("2026-03-02T10:00:00Z"));

    @BeforeEach
    void forgetOtherTests() {
        vendor.reset();
    }

    @AfterAll
    static void stop() {
        vendor.close();
    }

    @Test
    void a_short_message_arrived() {
        vendor.script(SMS, ScriptedVendor.json(200, result("1000")));

        assertThat(queries.receipt(message).block()).isEqualTo(new VendorReceipt.Delivered("1000"));
        assertThat(vendor.received(SMS).getFirst().path()).endsWith("?recipientSeq=1");
        assertThat(vendor.received(SMS).getFirst().headers().get("X-Secret-Key"))
                .isEqualTo("secret");
    }

    @Test
    void a_long_message_is_found_among_the_long_ones() {
        vendor.script(SMS, ScriptedVendor.json(200, UNKNOWN));
        vendor.script(MMS, ScriptedVendor.json(200, result("3018")));

        assertThat(queries.receipt(message).block())
                .isEqualTo(new VendorReceipt.Failed("3018", "이유", false, Hygiene.NONE));
    }

    @Test
    void what_is_unknown_or_unconfirmed_has_no_result_yet() {
        vendor.script(SMS, ScriptedVendor.json(200, UNKNOWN), ScriptedVendor.json(200, result("3005")));
        vendor.script(MMS, ScriptedVendor.json(200, UNKNOWN));

        assertThat(queries.receipt(message).block()).isNull();
        assertThat(queries.receipt(message).block()).isNull();
    }

    @Test
    void a_refused_question_is_an_error_and_no_result() {
        vendor.script(SMS, ScriptedVendor.json(500, ""));

        assertThatThrownBy(() -> queries.receipt(message).block()).hasMessageContaining("500");
    }

    private static String result(String code) {
        return "{\"header\":{\"isSuccessful\":true,\"resultCode\":0},\"body\":{\"data\":{\"requestId\":\"request-1\","
                + "\"resultCode\":\"" + code + "\",\"resultCodeName\":\"이유\"}}}";
    }
}

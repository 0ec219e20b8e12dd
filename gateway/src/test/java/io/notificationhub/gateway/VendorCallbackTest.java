package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Got;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "hub.gateway.webhooks.public-url=https://hub.example/")
class VendorCallbackTest extends GatewayTest {
    private static final String SECRET = "local-webhook-secret";
    private static final String TWILIO = "/api/v1/deliveries/callbacks/twilio/0198-a";
    private static final String FORM = "MessageStatus=delivered&To=%2B8210&Body=a+b%26c&Empty=&MessageSid=SM1";
    private static final Map<String, String> PARAMETERS =
            Map.of("MessageSid", "SM1", "MessageStatus", "delivered", "To", "+8210", "Body", "a b&c", "Empty", "");

    /** The worked example of Twilio's documentation. */
    @Test
    void twiliosOwnExampleIsUnderstood() {
        String url = "https://example.com/myapp.php?foo=1&bar=2";
        Map<String, String> parameters = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675310",
                "Digits", "1234",
                "From", "+14158675310",
                "To", "+18005551212");

        assertThat(SignedCallback.twilio("12345", url, parameters)).isEqualTo("L/OH5YylLD5NRKLltdqwSvS0BnU=");
    }

    @Test
    void aTwilioCallbackPassesAndMayBeRepeated() throws Exception {
        String signature = SignedCallback.twilio(SECRET, "https://hub.example" + TWILIO, PARAMETERS);

        assertThat(twilio(TWILIO, signature, FORM).status()).isEqualTo(200);
        Got got = INTAKE.only();
        assertThat(got.text()).isEqualTo(FORM);
        assertThat(got.header("X-Hub-Vendor")).isEqualTo("twilio");
        assertThat(got.header("X-Twilio-Signature")).isNull();

        assertThat(twilio(TWILIO, signature, FORM).status()).isEqualTo(200);
    }

    @Test
    void theQueryIsSignedToo() throws Exception {
        String path = TWILIO + "?try=2";
        String signature = SignedCallback.twilio(SECRET, "https://hub.example" + path, PARAMETERS);

        assertThat(twilio(path, signature, FORM).status()).isEqualTo(200);
        assertThat(twilio(TWILIO, signature, FORM).isProblem("INVALID_SIGNATURE"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SIGNED, MessageStatus=failed&MessageSid=SM1",
        "SIGNED, MessageStatus=delivered&To=%zz",
        "SIGNED, ''",
        "'', MessageStatus=delivered",
        "absent, MessageStatus=delivered",
        "bm90IGEgc2lnbmF0dXJl, MessageStatus=delivered",
    })
    void aForgedTwilioCallbackIsRefused(String signature, String form) throws Exception {
        String signed = SignedCallback.twilio(SECRET, "https://hub.example" + TWILIO, PARAMETERS);

        RawHttp.Reply reply = twilio(TWILIO, signature.equals("SIGNED") ? signed : signature, form);

        assertThat(reply.isProblem("INVALID_SIGNATURE")).as(reply.text()).isTrue();
        assertThat(INTAKE.all()).isEmpty();
    }

    @Test
    void aTwilioSignatureIsForItsPathOnly() throws Exception {
        String signature = SignedCallback.twilio(SECRET, "https://hub.example" + TWILIO, PARAMETERS);

        assertThat(twilio(TWILIO.replace("0198-a", "0198-b"), signature, FORM).isProblem("INVALID_SIGNATURE"))
                .isTrue();
    }

    @Test
    void aTwilioCallbackForAnotherHostIsRefused() throws Exception {
        String signature = SignedCallback.twilio(SECRET, "http://127.0.0.1:" + port + TWILIO, PARAMETERS);

        assertThat(twilio(TWILIO, signature, FORM).isProblem("INVALID_SIGNATURE"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "local-webhook-secret, 200",
        "local-webhook-secret2, 401",
        "local-webhook-secre, 401",
        "'', 401",
        "absent, 401"
    })
    void nhnProvesItselfByItsSecret(String secret, int status) throws Exception {
        RawHttp.Reply reply =
                post("/api/v1/deliveries/callbacks/nhn", "X-Toast-Webhook-Signature", secret, "{\"hookId\":\"h\"}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(INTAKE.all()).hasSize(status == 200 ? 1 : 0);
        INTAKE.all().forEach(got -> {
            assertThat(got.header("X-Hub-Vendor")).isEqualTo("nhn");
            assertThat(got.header("X-Toast-Webhook-Signature")).isNull();
        });
    }

    private RawHttp.Reply twilio(String path, String signature, String form) throws Exception {
        return post(path, "X-Twilio-Signature", signature, form);
    }

    private RawHttp.Reply post(String path, String header, String value, String body) throws Exception {
        return raw().send("POST " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n"
                + (value.equals("absent") ? "" : header + ": " + value + "\r\n")
                + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }
}

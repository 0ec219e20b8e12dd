package io.notificationhub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.gateway.EchoService.Answer;
import io.notificationhub.gateway.EchoService.Got;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

@TestPropertySource(
        properties = {
            "hub.gateway.webhooks.sns.topics=" + SnsCallbackTest.TOPIC,
            "hub.gateway.webhooks.sns.addresses=${test.sns}"
        })
class SnsCallbackTest extends GatewayTest {
    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:ses-events";
    private static final String PATH = "/api/v1/deliveries/callbacks/ses";
    private static final TestCertificate AMAZON = TestCertificate.make();
    private static final EchoService SNS = new EchoService();

    @Autowired
    Clock clock;

    @DynamicPropertySource
    static void sns(DynamicPropertyRegistry registry) {
        registry.add("test.sns", () -> SNS.url().replace(".", "[.]"));
    }

    @BeforeEach
    void publishCertificate() {
        SNS.forget();
        SNS.answers(Answer.of(200, "text/plain", AMAZON.pem()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aSignedNotificationPassesUnchangedAndMayBeRepeated(String version) throws Exception {
        String body = sign(AMAZON, version, notification());

        for (int i = 0; i < 2; i++) {
            assertThat(post(body).status()).isEqualTo(200);
            Got got = INTAKE.only();
            assertThat(got.text()).isEqualTo(body);
            assertThat(got.header("X-Hub-Vendor")).isEqualTo("ses");
        }
    }

    @Test
    void theSubjectIsSignedWhereThereIsOne() throws Exception {
        assertThat(post(sign(AMAZON, "2", with(notification(), "Subject", "Bounce")))
                        .status())
                .isEqualTo(200);
        INTAKE.only();
        String added = sign(AMAZON, "2", notification()).replace("{\"Message\"", "{\"Subject\":\"x\",\"Message\"");
        isRefused(added);
    }

    @ParameterizedTest
    @CsvSource({
        "Message, {\"eventType\":\"Delivery\"}",
        "MessageId, other",
        "TopicArn, arn:aws:sns:eu-west-1:123456789012:mine",
        "Type, SubscriptionConfirmation",
        "Timestamp, 2026-01-01T00:00:00Z",
        "SignatureVersion, 3",
        "SignatureVersion, 1",
        "Signature, AAAA",
        "Signature, !!",
        "Signature, ''"
    })
    void aChangedNotificationIsRefused(String field, String value) throws Exception {
        Map<String, String> message = read(sign(AMAZON, "2", notification()));

        isRefused(JsonMapper.shared().writeValueAsString(with(message, field, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sns.evil.example/cert.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/cert.pem",
                "https://user@sns.eu-west-1.amazonaws.com/cert.pem",
                "file:///etc/passwd.pem",
                "SNS/cert.txt",
                "SNS@evil.example/cert.pem",
                "not an address",
                ""
            })
    void aCertificateFromElsewhereIsNotEvenFetched(String address) throws Exception {
        String url = address.replace("SNS", SNS.url());

        isRefused(sign(AMAZON, "2", with(notification(), "SigningCertURL", url)));

        assertThat(SNS.all()).isEmpty();
    }

    @Test
    void amazonsOwnAddressesAreTheOnesBelievedByDefault() {
        var addresses = new Binder().bindOrCreate("none", SnsProperties.class).addresses();

        assertThat(addresses.matcher("https://sns.ap-northeast-2.amazonaws.com").matches())
                .isTrue();
        assertThat(addresses.matcher("http://sns.ap-northeast-2.amazonaws.com").matches())
                .isFalse();
        assertThat(addresses.matcher("https://sns.evil.com/.amazonaws.com").matches())
                .isFalse();
        assertThat(addresses.matcher("https://snsxeu.amazonaws.com").matches()).isFalse();
        assertThat(addresses.matcher("https://sns.us-gov-west-1.amazonaws.com").matches())
                .isTrue();
        // Buckets of S3 that anybody may have named "sns".
        assertThat(addresses.matcher("https://sns.s3.amazonaws.com").matches()).isFalse();
        assertThat(addresses.matcher("https://sns.s3-us-west-2.amazonaws.com").matches())
                .isFalse();
    }

    @Test
    void anybodyElsesSignatureOrTopicIsRefused() throws Exception {
        isRefused(sign(TestCertificate.make(), "2", notification()));
        isRefused(sign(AMAZON, "2", with(notification(), "TopicArn", "arn:aws:sns:eu-west-1:999999999999:evil")));
        isRefused(sign(
                AMAZON,
                "2",
                with(
                        notification(),
                        "Timestamp",
                        clock.instant().minus(Duration.ofHours(2)).toString())));
        isRefused("{}");
        isRefused("[]");
        isRefused("no json");
        isRefused("");
    }

    @Test
    void ourOwnSubscriptionIsConfirmedAndGoesNoFurther() throws Exception {
        SNS.answers(response -> Answer.of(200, "text/plain", AMAZON.pem()).write(response));
        assertThat(post(sign(AMAZON, "2", subscription(SNS.url() + "/?Action=ConfirmSubscription&Token=t")))
                        .status())
                .isEqualTo(200);

        assertThat(SNS.all()).anyMatch(got -> got.uri().contains("Action=ConfirmSubscription&Token=t"));
        assertThat(INTAKE.all()).isEmpty();
    }

    @Test
    void aSubscriptionThatLeadsElsewhereIsNotConfirmed() throws Exception {
        isRefused(sign(AMAZON, "2", subscription("http://127.0.0.1:1/internal?Action=ConfirmSubscription")));
        assertThat(SNS.all()).noneMatch(got -> got.uri().contains("ConfirmSubscription"));
    }

    @Test
    void whileTheCertificateCannotBeFetchedTheSenderIsToldToTryAgain() throws Exception {
        SNS.answers(Answer.empty(500));

        assertThat(post(sign(AMAZON, "2", with(notification(), "SigningCertURL", SNS.url() + "/new.pem")))
                        .isProblem("TEMPORARILY_UNAVAILABLE"))
                .isTrue();
        assertThat(INTAKE.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void aCertificateThatDoesNotExistProvesNothing(int status) throws Exception {
        SNS.answers(Answer.empty(status));

        isRefused(sign(AMAZON, "2", with(notification(), "SigningCertURL", SNS.url() + "/made-up.pem")));
    }

    private Map<String, String> notification() {
        Map<String, String> message = new TreeMap<>();
        message.put("Type", "Notification");
        message.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        message.put("TopicArn", TOPIC);
        message.put("Message", "{\"eventType\":\"Bounce\"}");
        message.put("Timestamp", clock.instant().toString());
        message.put("SigningCertURL", SNS.url() + "/SimpleNotificationService-1.pem");
        return message;
    }

    private Map<String, String> subscription(String url) {
        Map<String, String> message = with(notification(), "Type", "SubscriptionConfirmation");
        message.put("Token", "t");
        message.put("SubscribeURL", url);
        return message;
    }

    private static Map<String, String> with(Map<String, String> message, String field, String value) {
        Map<String, String> changed = new TreeMap<>(message);
        changed.put(field, value);
        return changed;
    }

    /** As Amazon's documentation says: each signed field's name and value on lines of their own, in the order of the names. */
    private static String sign(TestCertificate by, String version, Map<String, String> message) {
        StringBuilder text = new StringBuilder();
        message.forEach((name, value) -> {
            if (!name.equals("SigningCertURL")) {
                text.append(name).append('\n').append(value).append('\n');
            }
        });
        try {
            Signature signer = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signer.initSign(by.key());
            signer.update(text.toString().getBytes(UTF_8));
            Map<String, String> signed = with(message, "SignatureVersion", version);
            signed.put("Signature", Base64.getEncoder().encodeToString(signer.sign()));
            return JsonMapper.shared().writeValueAsString(signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> read(String json) {
        Map<String, String> fields = new TreeMap<>();
        JsonMapper.shared()
                .readTree(json)
                .properties()
                .forEach(e -> fields.put(e.getKey(), e.getValue().asString()));
        return fields;
    }

    private void isRefused(String body) throws IOException {
        RawHttp.Reply reply = post(body);
        assertThat(reply.isProblem("INVALID_SIGNATURE")).as(reply.text()).isTrue();
        assertThat(INTAKE.all()).isEmpty();
    }

    private RawHttp.Reply post(String body) throws IOException {
        return raw().send("POST " + PATH
                + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }
}

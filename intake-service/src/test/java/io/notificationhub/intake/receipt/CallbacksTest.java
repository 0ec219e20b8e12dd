package io.notificationhub.intake.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.ReceiptRecorded;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.web.HubHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** What vendors say afterwards, by every way in which they say it. */
class CallbacksTest extends IntakeTest {
    private static final String ROOT = "/api/v1/deliveries";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    private static final String SNS = "text/plain;charset=UTF-8";

    private UUID notification = new UUID(0, 0);
    private UUID attempt = new UUID(0, 0);

    @BeforeEach
    void accept() {
        owner().knows(reachable()
                .device(new ProfileChanged.Device(UUID.randomUUID(), ProfileChanged.Platform.ANDROID, "t".repeat(64)))
                .profile());
        notification = post(Map.of(
                        "recipientId",
                        recipient,
                        "kind",
                        "TRANSACTIONAL",
                        "title",
                        "Hello",
                        "body",
                        "It works.",
                        "channels",
                        List.of("PUSH", "EMAIL", "SMS")))
                .id();
        attempt = attempt(notification, Channel.SMS);
    }

    /** Way, vendor, content type, body ('ID' is the attempt), receipt, vendor's code, what it says about the address. */
    static Stream<Arguments> words() {
        return Stream.of(
                words("/ID/ack", "fcm", JSON, "{'success':true,'vendorMessageId':'m1'}", "DELIVERED", "", "NONE"),
                words(
                        "/ID/ack",
                        "fcm",
                        JSON,
                        "{'success':false,'failureReason':'UNREGISTERED'}",
                        "FAILED",
                        "",
                        "DEVICE_DEAD"),
                words(
                        "/ID/ack",
                        "smtp",
                        JSON,
                        "{'success':false,'failureReason':'UNREGISTERED'}",
                        "FAILED",
                        "",
                        "NONE"),
                words("/ID/ack", "smtp", JSON, "{'success':false}", "FAILED", "", "NONE"),
                words(
                        "/callbacks/twilio/ID",
                        "twilio",
                        FORM,
                        "MessageSid=SM1&MessageStatus=delivered",
                        "DELIVERED",
                        "",
                        "NONE"),
                words("/callbacks/twilio/ID", "twilio", FORM, "MessageStatus=read", "DELIVERED", "", "NONE"),
                words("/callbacks/twilio/ID", "twilio", FORM, "MessageStatus=sent", "NONE", "", "NONE"),
                words("/callbacks/twilio/ID", "twilio", FORM, "MessageSid=SM1", "NONE", "", "NONE"),
                words(
                        "/callbacks/twilio/ID",
                        "twilio",
                        FORM,
                        "MessageStatus=undelivered&ErrorCode=30003",
                        "FAILED",
                        "30003",
                        "NONE"),
                words(
                        "/callbacks/twilio/ID",
                        "twilio",
                        FORM,
                        "MessageStatus=failed&ErrorCode=30005",
                        "FAILED",
                        "30005",
                        "ADDRESS_INVALID"),
                words(
                        "/callbacks/twilio/ID",
                        "twilio",
                        FORM,
                        "MessageStatus=undelivered&ErrorCode=21610",
                        "FAILED",
                        "21610",
                        "OPTED_OUT"),
                words("/callbacks/nhn", "nhn", JSON, nhn("1000", ""), "DELIVERED", "1000", "NONE"),
                words("/callbacks/nhn", "nhn", JSON, nhn("3005", ""), "NONE", "", "NONE"),
                words("/callbacks/nhn", "nhn", JSON, nhn("3012", ""), "FAILED", "3012", "NONE"),
                words(
                        "/callbacks/ses",
                        "ses",
                        SNS,
                        sns("{'eventType':'Delivery','mail':MAIL,'delivery':{}}"),
                        "DELIVERED",
                        "",
                        "NONE"),
                words("/callbacks/ses", "ses", SNS, sns("{'eventType':'Open','mail':MAIL}"), "NONE", "", "NONE"),
                words(
                        "/callbacks/ses",
                        "ses",
                        SNS,
                        sns(
                                "{'eventType':'Bounce','mail':MAIL,'bounce':{'bounceType':'Permanent','bounceSubType':'General'}}"),
                        "FAILED",
                        "Permanent/General",
                        "ADDRESS_INVALID"),
                words(
                        "/callbacks/ses",
                        "ses",
                        SNS,
                        sns(
                                "{'eventType':'Bounce','mail':MAIL,'bounce':{'bounceType':'Transient','bounceSubType':'MailboxFull'}}"),
                        "FAILED",
                        "Transient/MailboxFull",
                        "NONE"),
                words(
                        "/callbacks/ses",
                        "ses",
                        SNS,
                        sns("{'eventType':'Complaint','mail':MAIL,'complaint':{'complaintFeedbackType':'abuse'}}"),
                        "DELIVERED",
                        "abuse",
                        "OPTED_OUT"));
    }

    private static Arguments words(Object... all) {
        return Arguments.of(all);
    }

    private static String nhn(String code, String more) {
        return "{'hooksId':'h','hooks':[{'hookId':'1','resultCode':'" + code + "','recipientGroupingKey':'ID'" + more
                + "}]}";
    }

    private static String sns(String event) {
        String message = event.replace("MAIL", "{'messageId':'m','tags':{'attemptId':['ID']}}")
                .replace("'", "\\'");
        return "{'Type':'Notification','Message':'" + message + "'}";
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("words")
    void aVendorsWordIsUnderstood(
            String path, String vendor, String type, String body, String receipt, String code, String hygiene) {
        attempt = attempt(notification, channelOf(vendor));

        assertThat(call(path, vendor, type, body).status()).isEqualTo(202);

        assertThat(told().path("receipt").asString()).isEqualTo(receipt);
        assertThat(told().path("status").asString()).isEqualTo("PENDING");
        List<Queued> events = queued(ReceiptRecorded.TYPE, attempt.toString());
        if (receipt.equals("NONE")) {
            assertThat(events).isEmpty();
        } else {
            assertThat(events).hasSize(1);
            JsonNode event = events.getFirst().payload();
            assertThat(event.path("receipt").asString()).isEqualTo(receipt);
            assertThat(event.path("vendor").asString()).isEqualTo(vendor);
            assertThat(event.path("vendorCode").asString("")).isEqualTo(code);
            assertThat(event.path("hygiene").asString()).isEqualTo(hygiene);
            assertThat(event.path("recipientId").asString()).isEqualTo(recipient);
        }
    }

    @Test
    void whatWasHeardBeforeChangesNothing() {
        String undelivered = "MessageStatus=undelivered&ErrorCode=30003";
        for (int i = 0; i < 3; i++) {
            assertThat(call("/callbacks/twilio/ID", "twilio", FORM, undelivered).status())
                    .isEqualTo(202);
        }

        assertThat(queued(ReceiptRecorded.TYPE, attempt.toString())).hasSize(1);
        assertThat(told().path("receipts").size()).isEqualTo(1);
    }

    @Test
    void aWorkersReportIsRecordedOnceHoweverOftenItComes() {
        ReceiptReported report = new ReceiptReported(
                attempt,
                "nhn",
                "m",
                ReceiptRecorded.Receipt.DELIVERED,
                "1000",
                null,
                false,
                io.notificationhub.contracts.Hygiene.NONE,
                NOON);
        publish(report);
        publish(report);

        await().until(() -> told().path("receipt").asString().equals("DELIVERED"));
        assertThat(queued(ReceiptRecorded.TYPE, attempt.toString())).hasSize(1);
    }

    @Test
    void whatArrivedIsNotTakenBack() {
        call("/callbacks/twilio/ID", "twilio", FORM, "MessageStatus=delivered");
        call("/callbacks/twilio/ID", "twilio", FORM, "MessageStatus=undelivered&ErrorCode=30003");

        assertThat(told().path("receipt").asString()).isEqualTo("DELIVERED");
        assertThat(told().path("receipts").size()).isEqualTo(2);
    }

    @Test
    void aWordOfAMailThatIsRepeatedAfterItsContraryStandsAgain() {
        attempt = attempt(notification, Channel.EMAIL);
        for (boolean success : new boolean[] {true, false, true, true}) {
            call("/ID/ack", "smtp", JSON, "{'success':" + success + "}");
        }

        assertThat(told().path("receipt").asString()).isEqualTo("DELIVERED");
        assertThat(told().path("receipts").size()).isEqualTo(3);
    }

    @Test
    void whatAnAcknowledgementTellsIsShown() {
        attempt = attempt(notification, Channel.EMAIL);
        call("/ID/ack", "smtp", JSON, "{'success':false,'vendorMessageId':'m1','failureReason':'full'}");
        call("/ID/ack", "smtp", JSON, "{'success':false,'vendorMessageId':'m1','failureReason':'gone'}");

        assertThat(told().path("receipts")
                        .valueStream()
                        .map(each -> each.path("vendorMessageId").asString() + " "
                                + each.path("reason").asString()))
                .containsExactly("m1 full", "m1 gone");
    }

    @Test
    void whatAVendorSaysOfAnothersMessageIsNotBelieved() {
        attempt = attempt(notification, Channel.EMAIL);
        String stop = "MessageStatus=undelivered&ErrorCode=21610";

        assertThat(call("/callbacks/twilio/ID", "twilio", FORM, stop).status()).isEqualTo(404);
        assertThat(call("/ID/ack", "fcm", JSON, "{'success':true}").status()).isEqualTo(404);
        assertThat(call("/ID/ack", "unheard-of", JSON, "{'success':true}").status())
                .isEqualTo(404);
        assertThat(call("/callbacks/nhn", "nhn", JSON, nhn("1000", "")).status())
                .isEqualTo(202);

        assertThat(told().path("receipt").asString()).isEqualTo("NONE");
        assertThat(queued(ReceiptRecorded.TYPE, attempt.toString())).isEmpty();
    }

    @Test
    void theLatestWordByTheVendorsTimeStandsAndEarlierOnesAreKept() {
        attempt = attempt(notification, Channel.EMAIL);
        String bounce = sns(
                "{'eventType':'Bounce','mail':MAIL,'bounce':{'bounceType':'Permanent','timestamp':'2026-03-02T03:00:09Z'}}");
        String delivery = sns("{'eventType':'Delivery','mail':MAIL,'delivery':{'timestamp':'2026-03-02T03:00:02Z'}}");

        call("/callbacks/ses", "ses", SNS, bounce);
        call("/callbacks/ses", "ses", SNS, delivery);

        assertThat(told().path("receipt").asString()).isEqualTo("FAILED");
        assertThat(told().path("receipts")
                        .valueStream()
                        .map(each -> each.path("receipt").asString()))
                .containsExactly("FAILED", "DELIVERED");
    }

    @Test
    void anAttemptThatDoesNotExistIsToldWhereThePathNamesIt() {
        String nobody = UUID.randomUUID().toString();

        assertThat(call("/" + nobody + "/ack", "fcm", JSON, "{'success':true}").status())
                .isEqualTo(404);
        assertThat(call("/callbacks/nhn", "nhn", JSON, nhn("1000", "").replace("ID", nobody))
                        .status())
                .isEqualTo(202);
        assertThat(queued(ReceiptRecorded.TYPE, nobody)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{'success':'yes'}", "{}", "{'success':true,'vendorMessageId':5}"})
    void anAckThatIsNoneIsRefused(String body) {
        assertThat(call("/ID/ack", "fcm", JSON, body).status()).isEqualTo(400);
        assertThat(told().path("receipt").asString()).isEqualTo("NONE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{'hooks':5}", "{}"})
    void aWebhookThatIsNoneIsRefused(String body) {
        assertThat(call("/callbacks/nhn", "nhn", JSON, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'Message':'{'}"})
    void anEnvelopeThatIsNoneIsRefused(String body) {
        assertThat(call("/callbacks/ses", "ses", SNS, body).status()).isEqualTo(400);
    }

    @Test
    void aVendorsWordsMayHoldAnything() {
        attempt = attempt(notification, Channel.PUSH);
        String odd = "{'success':false,'failureReason':'a\\u0000b" + "x".repeat(3_000) + "'}";

        assertThat(call("/ID/ack", "fcm", JSON, odd).status()).isEqualTo(202);
        assertThat(told().path("receipts").path(0).path("reason").asString())
                .startsWith("a bx")
                .hasSize(200);
    }

    @Test
    void aVendorsWordsShowNoAddress() {
        attempt = attempt(notification, Channel.EMAIL);
        String bounce = sns(
                "{'eventType':'Bounce','mail':MAIL,'bounce':{'bounceType':'Permanent','bounceSubType':'General',"
                        + "'bouncedRecipients':[{'diagnosticCode':'smtp; 550 <jane@example.com> unknown, call +821012345678'}]}}");

        assertThat(call("/callbacks/ses", "ses", SNS, bounce).status()).isEqualTo(202);
        assertThat(told().path("receipts").path(0).path("reason").asString())
                .isEqualTo("smtp; 550 <ja***om> unknown, call +8***78");
    }

    @Test
    void aCallThatTheGatewayDidNotProveIsRefused() {
        int status = answer(anonymous()
                        .post()
                        .uri(ROOT + "/{id}/ack", attempt)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"success\":true}"))
                .status();

        assertThat(status).isEqualTo(401);
        assertThat(told().path("receipt").asString()).isEqualTo("NONE");
    }

    private Answer call(String path, String vendor, String type, String body) {
        return answer(anonymous()
                .post()
                .uri(ROOT + path.replace("ID", attempt.toString()))
                .header(HubHeaders.VENDOR, vendor)
                .header("Content-Type", type)
                .bodyValue(body.replace("ID", attempt.toString())
                        .replace("\\'", "\\\"")
                        .replace('\'', '"')));
    }

    private static Channel channelOf(String vendor) {
        return switch (vendor) {
            case "fcm" -> Channel.PUSH;
            case "ses", "smtp" -> Channel.EMAIL;
            default -> Channel.SMS;
        };
    }

    private JsonNode told() {
        return told(notification, attempt);
    }
}

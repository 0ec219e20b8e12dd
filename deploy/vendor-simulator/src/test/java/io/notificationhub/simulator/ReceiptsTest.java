package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the vendors call back with, checked as the hub must check it. */
class ReceiptsTest {
    private record Received(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }
    }

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private HttpServer hub;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(exchange.getRequestHeaders());
            boolean fails = failuresLeft.getAndDecrement() > 0;
            exchange.sendResponseHeaders(fails ? 503 : 202, -1);
            exchange.close();
            if (!fails) {
                received.add(new Received(exchange.getRequestURI().getRawPath(), headers, body));
            }
        });
        hub.start();
        wire = new Wire(SimulatorSettings.onFreePorts().callingBack(hubUri("")), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        wire.close();
        hub.stop(0);
    }

    @Test
    void twilioSignsItsStatusCallback() throws Exception {
        wire.fault(Vendor.TWILIO, "{\"receipts\":\"FAILED\",\"errorCode\":\"30006\"}");
        String url = hubUri("/api/v1/deliveries/callbacks/twilio/a1").toString();
        wire.twilio(Map.of("To", "+821012345678", "From", "+15005550006", "Body", "hi", "StatusCallback", url));

        Received callback = next();

        Map<String, List<String>> form = new QueryStringDecoder(callback.body(), false).parameters();
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, values) -> signed.append(name).append(values.getFirst()));
        assertThat(callback.path()).isEqualTo("/api/v1/deliveries/callbacks/twilio/a1");
        assertThat(callback.header("X-Twilio-Signature"))
                .isEqualTo(Base64.getEncoder().encodeToString(mac("HmacSHA1", signed.toString())));
        assertThat(form.get("MessageStatus")).containsExactly("undelivered");
        assertThat(form.get("ErrorCode")).containsExactly("30006");
        assertThat(form.getOrDefault("MessageSid", List.of()))
                .singleElement()
                .asString()
                .matches("SM[0-9a-f]{32}");
    }

    @Test
    void sesComesAsASignedSnsNotification() throws Exception {
        wire.fault(Vendor.SES, "{\"receipts\":\"FAILED\"}");
        String messageId = email("a1", "someone@example.com");

        Received callback = next();

        assertThat(callback.path()).isEqualTo("/api/v1/deliveries/callbacks/ses");
        assertThat(callback.header("x-amz-sns-message-type")).isEqualTo("Notification");
        JsonNode envelope = callback.json();
        assertThat(holds(envelope)).isTrue();
        JsonNode event = Json.MAPPER.readTree(envelope.path("Message").asString());
        assertThat(event.path("eventType").asString()).isEqualTo("Bounce");
        assertThat(event.path("bounce").path("bounceType").asString()).isEqualTo("Permanent");
        assertThat(event.path("mail").path("messageId").asString()).isEqualTo(messageId);
        assertThat(event.path("mail").path("tags").path("attemptId").path(0).asString())
                .isEqualTo("a1");
    }

    @Test
    void sesDeliversAndComplains() throws Exception {
        wire.fault(Vendor.SES, "{\"receipts\":\"DELIVERED\"}");

        email("a1", "someone@example.com");
        assertThat(Json.MAPPER
                        .readTree(next().json().path("Message").asString())
                        .path("eventType")
                        .asString())
                .isEqualTo("Delivery");
        email("a2", "complaint@example.com");
        assertThat(Json.MAPPER
                        .readTree(next().json().path("Message").asString())
                        .path("eventType")
                        .asString())
                .isEqualTo("Complaint");
    }

    @Test
    void nhnCallsItsWebhookOncePerAcceptedRecipient() throws Exception {
        wire.fault(Vendor.NHN, "{\"receipts\":\"DELIVERED\"}");
        wire.alimtalk("k", Wire.recipient("a1", "01012345678") + "," + Wire.recipient("a2", "01012340000"));

        Received callback = next();

        assertThat(callback.path()).isEqualTo("/api/v1/deliveries/callbacks/nhn");
        assertThat(callback.header("X-Toast-Webhook-Signature")).isEqualTo("local-webhook-secret");
        JsonNode hook = callback.json().path("hooks").path(0);
        assertThat(callback.json().path("event").asString()).isEqualTo("MESSAGE_RESULT_UPDATE");
        assertThat(hook.path("recipientGroupingKey").asString()).isEqualTo("a1");
        assertThat(hook.path("resultCode").asString()).isEqualTo("1000");
        assertThat(hook.path("hookId").asString()).isNotEmpty();
        assertThat(received).isEmpty();
    }

    @Test
    void fcmAndSmtpAreAcknowledgedWithTheHubsOwnSignature() throws Exception {
        for (Vendor vendor : List.of(Vendor.FCM, Vendor.SMTP)) {
            wire.fault(vendor, "{\"receipts\":\"DELIVERED\",\"receiptDelayMs\":20}");
            if (vendor == Vendor.FCM) {
                wire.push("a1", "device");
            } else {
                try (SmtpLine smtp = new SmtpLine(wire.simulator.smtpPort())) {
                    smtp.mail("a1", "someone@example.com");
                }
            }

            Received callback = next();

            String signed =
                    callback.header("X-Notification-Hub-Timestamp") + "." + callback.path() + "." + callback.body();
            assertThat(callback.path()).isEqualTo("/api/v1/deliveries/a1/ack");
            assertThat(callback.header("X-Notification-Hub-Vendor")).isEqualTo(vendor.wireName());
            assertThat(callback.header("X-Notification-Hub-Signature"))
                    .isEqualTo("v1=" + HexFormat.of().formatHex(mac("HmacSHA256", signed)));
            assertThat(callback.json().path("success").asBoolean()).isTrue();
            assertThat(callback.json().path("vendorMessageId").asString()).isNotEmpty();
        }
    }

    @Test
    void aCallbackIsRepeatedAfterAServerError() throws Exception {
        failuresLeft.set(1);
        wire.fault(Vendor.FCM, "{\"receipts\":\"DELIVERED\"}");
        wire.push("a1", "device");

        assertThat(next().path()).isEqualTo("/api/v1/deliveries/a1/ack");
    }

    private String email(String attemptId, String to) {
        try (SesSdk ses = new SesSdk(wire.simulator.httpPort(), "AKIALOCALSIMULATOR", "local-ses-secret")) {
            return ses.send(attemptId, to).messageId();
        }
    }

    /** As an SNS subscriber checks: the certificate from the URL, the signature over the fields in SNS's order. */
    private boolean holds(JsonNode envelope) throws Exception {
        String path = URI.create(envelope.path("SigningCertURL").asString()).getPath();
        String pem = wire.control("GET", path, "").text();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        certificate.checkValidity();
        certificate.verify(certificate.getPublicKey());
        StringBuilder text = new StringBuilder();
        for (String field : List.of("Message", "MessageId", "Timestamp", "TopicArn", "Type")) {
            text.append(field)
                    .append('\n')
                    .append(envelope.path(field).asString())
                    .append('\n');
        }
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(certificate);
        verifier.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return verifier.verify(
                Base64.getDecoder().decode(envelope.path("Signature").asString()));
    }

    private Received next() throws InterruptedException {
        Received callback = received.poll(20, TimeUnit.SECONDS);
        assertThat(callback).as("a callback").isNotNull();
        return callback;
    }

    private URI hubUri(String path) {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort() + path);
    }

    private static byte[] mac(String algorithm, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec("local-webhook-secret".getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}

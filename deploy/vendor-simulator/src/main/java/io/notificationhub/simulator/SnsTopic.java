package io.notificationhub.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An SNS topic that the hub subscribes to: wraps events into notifications, signed as SNS signs (version 2, RSA with SHA-256). */
final class SnsTopic {
    static final String CERTIFICATE_PATH = "/_sns/SimpleNotificationService-simulator.pem";
    private static final String ARN = "arn:aws:sns:local:000000000000:ses-events";

    private record Identity(KeyPair keys, String certificatePem) {}

    private final Clock clock;
    private final VendorIds ids;
    private final URI endpoint;
    private final IntSupplier httpPort;
    private @Nullable Identity identity;

    /** @param httpPort of this simulator, known once it listens */
    SnsTopic(Clock clock, VendorIds ids, URI callbackBase, IntSupplier httpPort) {
        this.clock = clock;
        this.ids = ids;
        this.endpoint = callbackBase.resolve("/api/v1/deliveries/callbacks/ses");
        this.httpPort = httpPort;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String certificatePem() {
        return identity().certificatePem();
    }

    Callback notification(ObjectNode event) {
        String message = event.toString();
        String messageId = ids.hex();
        String timestamp = now().toString();
        String toSign = "Message\n" + message + "\nMessageId\n" + messageId + "\nTimestamp\n" + timestamp
                + "\nTopicArn\n" + ARN + "\nType\nNotification\n";
        String base = "http://127.0.0.1:" + httpPort.getAsInt();
        ObjectNode envelope = Json.object()
                .put("Type", "Notification")
                .put("MessageId", messageId)
                .put("TopicArn", ARN)
                .put("Message", message)
                .put("Timestamp", timestamp)
                .put("SignatureVersion", "2")
                .put("Signature", sign(toSign))
                .put("SigningCertURL", base + CERTIFICATE_PATH)
                .put("UnsubscribeURL", base + "/_sns/unsubscribe");
        return new Callback(
                endpoint,
                "text/plain; charset=UTF-8",
                Map.of(
                        "x-amz-sns-message-type", "Notification",
                        "x-amz-sns-message-id", messageId,
                        "x-amz-sns-topic-arn", ARN),
                envelope.toString());
    }

    private String sign(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(identity().keys().getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Made when first needed: most runs send no receipts, and an RSA key takes longer than the whole start. */
    private synchronized Identity identity() {
        Identity made = identity;
        if (made == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair keys = generator.generateKeyPair();
                made = new Identity(keys, SelfSignedCertificate.pem("sns.simulator.local", keys, clock.instant()));
                identity = made;
            } catch (GeneralSecurityException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
        return made;
    }
}

package io.notificationhub.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The hub's own scheme: {@code v1=} and the hexadecimal HMAC-SHA256 of {@code {timestamp}.{path}.{raw body}}, with a timestamp that is not far
 * from now. The vendor that the callback names only chooses the secrets to try.
 */
@Component
final class HubSignature implements SignatureScheme {
    static final String VENDOR = "X-Notification-Hub-Vendor";
    static final String TIMESTAMP = "X-Notification-Hub-Timestamp";
    static final String SIGNATURE = "X-Notification-Hub-Signature";

    private static final String VERSION = "v1=";
    private static final int HEX_DIGITS = 64;

    private final WebhookSecrets secrets;
    private final Clock clock;
    private final Duration tolerance;

    HubSignature(WebhookSecrets secrets, WebhookProperties properties, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
        this.tolerance = properties.tolerance();
    }

    @Override
    public Mono<Proof> verify(Callback callback) {
        return Mono.justOrEmpty(proof(callback));
    }

    private @Nullable Proof proof(Callback callback) {
        String vendor = callback.header(VENDOR);
        String timestamp = callback.header(TIMESTAMP);
        byte[] presented = signature(callback.header(SIGNATURE));
        // A query would reach the service unsigned.
        if (vendor == null || presented == null || !isRecent(timestamp) || callback.query() != null) {
            return null;
        }
        byte[] signed = (timestamp + "." + callback.path() + ".").getBytes(StandardCharsets.UTF_8);
        boolean proved = false;
        for (byte[] secret : secrets.of(vendor)) {
            proved |= MessageDigest.isEqual(Hmac.sha256(secret, signed, callback.body()), presented);
        }
        return proved ? Proof.of(vendor, once(presented)) : null;
    }

    private static byte @Nullable [] signature(@Nullable String header) {
        if (header == null || !header.startsWith(VERSION) || header.length() != VERSION.length() + HEX_DIGITS) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(header, VERSION.length(), header.length());
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }

    private boolean isRecent(@Nullable String timestamp) {
        if (timestamp == null
                || timestamp.isEmpty()
                || timestamp.length() > 15
                || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return Math.abs(clock.millis() - Long.parseLong(timestamp)) <= tolerance.toMillis();
    }

    /** Of the decoded signature, whose hexadecimal form could be written in many ways. Half of its bits are plenty to tell it from others. */
    private static UUID once(byte[] signature) {
        ByteBuffer bits = ByteBuffer.wrap(signature);
        return new UUID(bits.getLong(), bits.getLong());
    }
}

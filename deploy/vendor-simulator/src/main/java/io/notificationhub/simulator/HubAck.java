package io.notificationhub.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hub's own acknowledgement, signed as its API asks. FCM and SMTP have no receipts of their own; this plays the device, or the
 * process that reads bounces.
 */
final class HubAck {
    private final Clock clock;
    private final URI base;
    private final byte[] secret;

    HubAck(Clock clock, SimulatorSettings settings) {
        this.clock = clock;
        this.base = settings.callbackBase();
        this.secret = settings.credentials().webhookSecret().getBytes(StandardCharsets.UTF_8);
    }

    Optional<Callback> of(Vendor vendor, Line line, Fault fault) {
        String attemptId = line.parcel().attemptId();
        if (attemptId == null) {
            return Optional.empty();
        }
        URI url = base.resolve("/api/v1/deliveries/" + URLEncoder.encode(attemptId, StandardCharsets.UTF_8) + "/ack");
        ObjectNode json = Json.object().put("success", fault.delivers()).put("vendorMessageId", line.messageId());
        if (fault.delivers()) {
            json.putNull("failureReason");
        } else {
            json.put("failureReason", fault.errorCodeOr("NOT_DELIVERED"));
        }
        String body = json.toString();
        String timestamp = Long.toString(clock.millis());
        byte[] signed = (timestamp + "." + url.getRawPath() + "." + body).getBytes(StandardCharsets.UTF_8);
        String signature = "v1=" + HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", secret, signed));
        return Optional.of(new Callback(
                url,
                "application/json",
                Map.of(
                        "X-Notification-Hub-Vendor", vendor.wireName(),
                        "X-Notification-Hub-Timestamp", timestamp,
                        "X-Notification-Hub-Signature", signature),
                body));
    }
}

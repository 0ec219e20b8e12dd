package io.notificationhub.push;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.VendorCall;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Messages to send. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final UUID ATTEMPT = UUID.fromString("0195570a-0000-7000-8000-000000000001");
    static final UUID NOTIFICATION = UUID.fromString("0195570a-0000-7000-8000-000000000002");

    private Requests() {}

    static VendorCall to(String token) {
        return of(Kind.SECURITY, token, "Your code is 123456", Duration.ofMinutes(10));
    }

    static VendorCall of(Kind kind, String token, String body, Duration life) {
        return new VendorCall(
                new DeliveryRequested(
                        ATTEMPT,
                        NOTIFICATION,
                        "user-1",
                        "shop",
                        kind,
                        Channel.PUSH,
                        1,
                        token,
                        UUID.fromString("0195570a-0000-7000-8000-000000000003"),
                        new Content("Sign-in", body, null),
                        "en-us",
                        null,
                        NOW,
                        NOW.plus(life)),
                ATTEMPT + "-0");
    }
}

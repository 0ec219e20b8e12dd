package io.notificationhub.sms;

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

    private Requests() {}

    static VendorCall to(String phone) {
        return of(phone, "Sign-in", "Your code is 123456 & 100%");
    }

    static VendorCall of(String phone, String title, String body) {
        return new VendorCall(
                new DeliveryRequested(
                        ATTEMPT,
                        UUID.fromString("0195570a-0000-7000-8000-000000000002"),
                        "user-1",
                        "shop",
                        Kind.SECURITY,
                        Channel.SMS,
                        1,
                        phone,
                        null,
                        new Content(title, body, null),
                        "en-us",
                        null,
                        NOW,
                        NOW.plus(Duration.ofMinutes(10))),
                ATTEMPT + "-0");
    }
}

package io.notificationhub.email;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.VendorCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Messages to send. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final UUID ATTEMPT = UUID.fromString("0195570a-0000-7000-8000-000000000001");
    static final EmailProperties PROPERTIES = new EmailProperties(
            List.of(EmailProperties.Vendor.SES),
            "Shop <no-reply@shop.example>",
            "https://hub.example/unsubscribe/{attemptId}?r={recipientId}&k={kind}",
            "secret");

    private Requests() {}

    static VendorCall to(String address) {
        return of(Kind.TRANSACTIONAL, address, new Content("Your order", "It is on its way.\n.\nBye", null));
    }

    static VendorCall of(Kind kind, String address, Content content) {
        return new VendorCall(
                new DeliveryRequested(
                        ATTEMPT,
                        UUID.fromString("0195570a-0000-7000-8000-000000000002"),
                        "user/1",
                        "shop",
                        kind,
                        Channel.EMAIL,
                        1,
                        address,
                        null,
                        content,
                        "en-us",
                        null,
                        NOW,
                        NOW.plus(Duration.ofHours(1))),
                ATTEMPT + "-0");
    }
}

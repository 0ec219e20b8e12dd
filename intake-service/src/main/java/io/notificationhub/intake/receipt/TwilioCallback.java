package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.Hygiene;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Twilio's status callback (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status): only {@code delivered}, {@code read},
 * {@code undelivered} and {@code failed} are final, all else says that it is on its way.
 */
final class TwilioCallback {
    private static final String VENDOR = "twilio";

    List<VendorReceipt> read(UUID attemptId, MultiValueMap<String, String> form, Instant now) {
        String status = form.getFirst("MessageStatus");
        String sid = form.getFirst("MessageSid");
        return switch (status == null ? "" : status) {
            case "delivered", "read" -> List.of(VendorReceipt.delivered(attemptId, VENDOR, sid, null, now));
            case "undelivered", "failed" -> {
                String code = form.getFirst("ErrorCode");
                yield List.of(VendorReceipt.failed(
                        attemptId, VENDOR, sid, code, form.getFirst("ErrorMessage"), hygiene(code), now));
            }
            default -> List.of();
        };
    }

    /** As for the answer to the call itself: https://www.twilio.com/docs/api/errors. */
    private static Hygiene hygiene(@Nullable String code) {
        return switch (code == null ? "" : code) {
            case "21610" -> Hygiene.OPTED_OUT;
            case "21211", "21614", "30005", "30006" -> Hygiene.ADDRESS_INVALID;
            default -> Hygiene.NONE;
        };
    }
}

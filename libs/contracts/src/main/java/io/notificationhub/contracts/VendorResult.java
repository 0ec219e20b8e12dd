package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Public feed of results for other systems: no address, no content. */
public record VendorResult(
        UUID attemptId,
        UUID notificationId,
        Channel channel,
        Kind kind,
        int round,
        String outcome,
        @Nullable String vendor,
        @Nullable String vendorCode,
        Instant at)
        implements HubEvent {
    public static final String TYPE = "notify.vendor.result.v1";

    public VendorResult {
        requireNonNull(attemptId, "attemptId");
        requireNonNull(notificationId, "notificationId");
        requireNonNull(channel, "channel");
        requireNonNull(kind, "kind");
        requireNonNull(outcome, "outcome");
        requireNonNull(at, "at");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.VENDOR_RESULT;
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

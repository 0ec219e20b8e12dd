package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Public feed of results for other systems: no address, no content. {@code outcome} is one of SUCCEEDED, FAILED, EXPIRED. A round may be told more than once.
 */
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

    /** What the public may know of a result. */
    public static VendorResult of(DeliveryResult result) {
        return new VendorResult(
                result.attemptId(),
                result.notificationId(),
                result.channel(),
                result.kind(),
                result.round(),
                result.outcome().name(),
                result.vendor(),
                result.vendorCode(),
                result.finishedAt());
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

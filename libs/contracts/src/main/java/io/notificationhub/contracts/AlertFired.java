package io.notificationhub.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Public feed for alerting systems. {@code code} is stable, e.g. {@code NOTIFY_VENDOR_EXHAUSTED}. */
public record AlertFired(
        String code,
        UUID attemptId,
        UUID notificationId,
        Channel channel,
        @Nullable String vendor,
        String detail,
        Instant at)
        implements HubEvent {
    public static final String TYPE = "alert.fired.v1";
    /** An attempt has used up its rounds or failed for good. */
    public static final String VENDOR_EXHAUSTED = "NOTIFY_VENDOR_EXHAUSTED";

    public AlertFired {
        requireNonNull(code, "code");
        requireNonNull(attemptId, "attemptId");
        requireNonNull(notificationId, "notificationId");
        requireNonNull(channel, "channel");
        requireNonNull(detail, "detail");
        requireNonNull(at, "at");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String topic() {
        return Topics.ALERT_FIRED;
    }

    @Override
    public String key() {
        return attemptId.toString();
    }
}

package io.notificationhub.preference;

import io.notificationhub.contracts.ProfileChanged.Platform;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;

/** A registered device, without its token, which is a secret. An inactive one gets no messages until it registers again. */
record Device(UUID id, String recipientId, Platform platform, boolean active) {
    static final String COLUMNS = "id, recipient_id, platform, active";

    static Device of(Readable row) {
        return new Device(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Objects.requireNonNull(row.get("recipient_id", String.class)),
                Platform.valueOf(Objects.requireNonNull(row.get("platform", String.class))),
                Boolean.TRUE.equals(row.get("active", Boolean.class)));
    }
}

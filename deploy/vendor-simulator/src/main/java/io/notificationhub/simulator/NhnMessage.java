package io.notificationhub.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that NHN accepted, as polling shows it. Times are epoch milliseconds, because many of these are kept.
 *
 * @param resultCode what becomes known at {@code knownAtMillis}
 */
record NhnMessage(
        NhnProduct product,
        String requestId,
        int recipientSeq,
        Parcel parcel,
        Origin origin,
        long createdAtMillis,
        long knownAtMillis,
        String resultCode) {

    static final String DELIVERED = "1000";
    private static final String UNCONFIRMED = "3005";

    /** Who sends what: senderKey and templateCode of AlimTalk, sendNo of SMS. */
    record Origin(
            String senderKey,
            String templateCode,
            String sendNo,
            @Nullable String senderGroupingKey) {}

    Instant createdAt() {
        return Instant.ofEpochMilli(createdAtMillis);
    }

    Instant knownAt() {
        return Instant.ofEpochMilli(knownAtMillis);
    }

    String resultCodeAt(long nowMillis) {
        return nowMillis < knownAtMillis ? UNCONFIRMED : resultCode;
    }
}

package io.notificationhub.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that NHN accepted, as polling shows it.
 *
 * @param origin senderKey and templateCode of AlimTalk, sendNo of SMS
 * @param resultCode what becomes known at {@code knownAt}
 */
record NhnMessage(
        NhnProduct product,
        String requestId,
        int recipientSeq,
        Parcel parcel,
        Origin origin,
        Instant createdAt,
        Instant knownAt,
        String resultCode) {

    static final String DELIVERED = "1000";
    private static final String UNCONFIRMED = "3005";

    record Origin(
            String senderKey,
            String templateCode,
            String sendNo,
            @Nullable String senderGroupingKey) {}

    String resultCodeAt(Instant now) {
        return now.isBefore(knownAt) ? UNCONFIRMED : resultCode;
    }
}

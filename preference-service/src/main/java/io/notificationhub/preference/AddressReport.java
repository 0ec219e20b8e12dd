package io.notificationhub.preference;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.CloudEventHeaders;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.ReceiptRecorded;
import io.notificationhub.messaging.Received;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor has said about an address, with its result or with a receipt.
 *
 * @param usedAt when the notification was accepted that went there
 */
record AddressReport(
        String recipientId,
        Channel channel,
        String address,
        @Nullable UUID deviceId,
        Hygiene hygiene,
        Instant at,
        Instant usedAt,
        @Nullable String traceparent) {

    static AddressReport ofResult(Received<DeliveryResult> received) {
        DeliveryResult result = received.event();
        return new AddressReport(
                result.recipientId(),
                result.channel(),
                result.address(),
                result.deviceId(),
                result.hygiene(),
                result.finishedAt(),
                Ids.time(result.notificationId()),
                received.header(CloudEventHeaders.TRACEPARENT));
    }

    static AddressReport ofReceipt(Received<ReceiptRecorded> received) {
        ReceiptRecorded receipt = received.event();
        return new AddressReport(
                receipt.recipientId(),
                receipt.channel(),
                receipt.address(),
                receipt.deviceId(),
                receipt.hygiene(),
                receipt.at(),
                Ids.time(receipt.notificationId()),
                received.header(CloudEventHeaders.TRACEPARENT));
    }
}

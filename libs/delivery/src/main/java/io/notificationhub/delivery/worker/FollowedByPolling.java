package io.notificationhub.delivery.worker;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.ReceiptSource;
import io.notificationhub.delivery.kernel.Followed;
import io.notificationhub.delivery.kernel.OpenMessages;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Notes what vendors accepted who can be asked about it. */
final class FollowedByPolling implements Followed {
    private final Set<String> vendors;
    private final OpenMessages open;
    private final Duration firstAfter;

    FollowedByPolling(List<ReceiptSource> sources, OpenMessages open, Duration firstAfter) {
        this.vendors = sources.stream().map(ReceiptSource::vendor).collect(Collectors.toUnmodifiableSet());
        this.open = open;
        this.firstAfter = firstAfter;
    }

    @Override
    public Mono<Void> accepted(DeliveryResult result) {
        String vendor = result.vendor();
        return vendor == null || !vendors.contains(vendor)
                ? Mono.empty()
                : open.add(
                        vendor,
                        new OpenMessage(result.attemptId(), result.vendorMessageId(), result.finishedAt()),
                        firstAfter);
    }
}

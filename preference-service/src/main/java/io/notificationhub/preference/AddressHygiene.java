package io.notificationhub.preference;

import io.notificationhub.contracts.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Draws the consequences of what vendors say about addresses: a dead device is deactivated, any other bad or refused address suppressed. Each
 * report is a transaction of its own and has no effect the second time.
 */
@Component
final class AddressHygiene {
    private static final Logger log = LoggerFactory.getLogger(AddressHygiene.class);

    private final Devices devices;
    private final Suppressions suppressions;

    AddressHygiene(Devices devices, Suppressions suppressions) {
        this.devices = devices;
        this.suppressions = suppressions;
    }

    /** Safe to repeat, wholly or in part. */
    Mono<Void> apply(Flux<AddressReport> reports) {
        return reports.concatMap(this::apply).then();
    }

    private Mono<Void> apply(AddressReport report) {
        return switch (report.hygiene()) {
            case NONE -> Mono.empty();
            case DEVICE_DEAD -> dead(report);
            // A push token has no use but for its device, so what holds for the address holds for the device.
            case ADDRESS_INVALID, OPTED_OUT ->
                report.channel() == Channel.PUSH ? dead(report) : suppressions.add(report);
        };
    }

    private Mono<Void> dead(AddressReport report) {
        if (report.deviceId() == null) {
            log.warn("{} on {} names no device", report.hygiene(), report.channel());
            return Mono.empty();
        }
        return devices.declareDead(report.deviceId(), report.address(), report.at(), report.traceparent());
    }
}

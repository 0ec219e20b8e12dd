package io.notificationhub.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls people for failures that only they can end: wrong credentials, a suspended account. Each is logged and counted as
 * {@code hub.vendor.alarms}, which the alert rules watch. Thread-safe.
 */
public final class VendorAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(VendorAlarm.class);

    private final String vendor;
    private final Predicate<String> needsPeople;
    private final MeterRegistry metrics;

    /** @param needsPeople tells by the {@link Outcome.Failure#vendorCode()} */
    public VendorAlarm(String vendor, Predicate<String> needsPeople, MeterRegistry metrics) {
        this.vendor = vendor;
        this.needsPeople = needsPeople;
        this.metrics = metrics;
    }

    /** Passes the outcome on and raises the alarm if it is such a failure. */
    public Outcome watch(Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure && needsPeople.test(failure.vendorCode())) {
            metrics.counter("hub.vendor.alarms", "vendor", vendor, "code", failure.vendorCode())
                    .increment();
            LOG.error("{} needs attention: {} ({})", vendor, failure.vendorCode(), failure.reason());
        }
        return outcome;
    }
}

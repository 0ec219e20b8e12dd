package io.notificationhub.delivery.kernel;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.util.Locale;

/** What the kernel tells monitoring: {@code hub.delivery.outcomes} and {@code hub.delivery.latency}. */
public final class DeliveryMetrics {
    private final MeterRegistry registry;

    public DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void outcome(Channel channel, String vendor, Outcome outcome) {
        registry.counter(
                        "hub.delivery.attempts",
                        "channel",
                        channel.name(),
                        "vendor",
                        vendor,
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Time from the hub's 202 to the result, by channel. */
    public void finished(DeliveryResult result) {
        registry.timer(
                        "hub.delivery.latency",
                        "channel",
                        result.channel().name(),
                        "outcome",
                        result.outcome().name())
                .record(Duration.between(result.acceptedAt(), result.finishedAt()));
    }
}

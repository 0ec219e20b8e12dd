package io.notificationhub.delivery.kernel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the kernel tells monitoring: {@code hub.delivery.attempts}, {@code hub.delivery.ambiguous}, {@code
 * hub.delivery.to.vendor} and {@code hub.delivery.latency}. */
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

    /** What an ambiguous outcome led to. */
    void followed(Channel channel, String vendor, Step step) {
        String what = switch (step) {
            case Step.Repeat repeat -> "repeat";
            case Step.Resend resend -> "resend";
            case Step.Ask ask -> "ask";
            case Step.ReportFailure(ErrorClass errorClass) -> errorClass == ErrorClass.AMBIGUOUS ? "desk" : null;
            case Step.ReportSuccess success -> null;
            case Step.AwaitVendor await -> null;
        };
        if (what != null) {
            registry.counter("hub.delivery.ambiguous", "channel", channel.name(), "vendor", vendor, "then", what)
                    .increment();
        }
    }

    /** Time from the hub's 202 to the first call of a round. Retried rounds and deferred messages are late on purpose: only first rounds count. */
    void calling(DeliveryRequested message, Instant now) {
        if (message.round() == 1) {
            Timer.builder("hub.delivery.to.vendor")
                    .tag("channel", message.channel().name())
                    .tag("lane", message.kind().lane().name())
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(Duration.between(message.createdAt(), now));
        }
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

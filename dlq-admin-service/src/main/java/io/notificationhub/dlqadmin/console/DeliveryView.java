package io.notificationhub.dlqadmin.console;

import io.notificationhub.dlqadmin.statistics.Deliveries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deliveries and backlogs as templates show them. */
final class DeliveryView {
    private static final int MOST_FAILURES = 15;

    private DeliveryView() {}

    static List<Map<String, Object>> vendors(Deliveries.ByChannel found, Texts texts) {
        return found.channels().stream()
                .flatMap(channel -> channel.vendors().stream()
                        .map(vendor -> new Model()
                                .with(
                                        "channel",
                                        texts.of(
                                                "channel", channel.channelType().name()))
                                .with("vendor", vendor.vendor())
                                .with("succeeded", vendor.counts().succeeded())
                                .with("failed", vendor.counts().failed())
                                .with("expired", vendor.counts().expired())
                                .with("calls", vendor.counts().calls())
                                .with("rate", percent(vendor.counts().successRate()))
                                .with("took", millis(vendor.counts().averageAcceptedMillis()))
                                .values()))
                .toList();
    }

    static List<Map<String, Object>> failures(Deliveries.Failures found, Texts texts) {
        return found.items().stream()
                .limit(MOST_FAILURES)
                .map(failure -> new Model()
                        .at("failedAt", failure.at())
                        .with("notificationId", failure.notificationId())
                        .with(
                                "channel",
                                texts.of("channel", failure.channelType().name()))
                        .with("vendor", failure.vendor())
                        .with("outcome", texts.of("error", failure.outcome()))
                        .with("round", failure.round())
                        .with("vendorCode", failure.vendorCode())
                        .values())
                .toList();
    }

    static List<Map<String, Object>> outboxes(List<Outboxes.Backlog> backlogs) {
        return backlogs.stream()
                .map(backlog -> new Model()
                        .with("schema", backlog.schema())
                        .with("due", backlog.due())
                        .with("oldest", backlog.oldestSeconds())
                        .with("parked", backlog.parked())
                        .with("late", backlog.oldestSeconds() >= 10 || backlog.parked() > 0)
                        .values())
                .toList();
    }

    private static String percent(@Nullable Double rate) {
        return rate == null ? "–" : String.format(Locale.ROOT, "%.1f %%", rate * 100);
    }

    private static String millis(@Nullable Long millis) {
        return millis == null ? "–" : millis + " ms";
    }
}

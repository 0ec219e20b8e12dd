package io.notificationhub.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The figures of one run, as Markdown.
 *
 * @param baseline single-statement writes a second of PostgreSQL alone
 * @param measured how long was measured
 * @param sending from the first measured post until the last message was at its vendor
 * @param mostDue most due rows seen in intake's outbox
 * @param lastDue due rows at the end of the posting
 * @param used processor time by part, from the first measured post to the last arrival
 */
record LoadReport(
        int connections,
        Optional<Baseline.Rates> baseline,
        Calls.Answers answers,
        Duration measured,
        Duration sending,
        Arrivals.Count arrived,
        long mostDue,
        long lastDue,
        Map<String, Duration> used) {
    /** What plays the outside world. */
    private static final Set<String> OUTSIDE = Set.of("vendor-simulator");

    /** Accepted notifications a second. */
    double rate() {
        return answers.accepted().get() / seconds(measured);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| what | value |");
        lines.add("|---|---|");
        lines.add(row("connections, seconds", connections + ", " + measured.toSeconds()));
        lines.add(row("accepted notifications/s (2 channels each)", number(rate())));
        baseline.ifPresentOrElse(
                alone -> {
                    lines.add(row(
                            "single-statement writes/s by pgbench in the same run: " + Baseline.MANY
                                    + " connections, one",
                            number(alone.many()) + ", " + number(alone.one())));
                    lines.add(row(
                            "**ratio to that of " + Baseline.MANY + " (bar S1: ≥ 0.4)**, of one",
                            String.format(Locale.ROOT, "**%.2f**, %.2f", rate() / alone.many(), rate() / alone.one())));
                },
                () -> lines.add(row("ratio to pgbench", "pgbench is not installed")));
        lines.add(row("202: p50 / p99 / max, ms (bar S1: p99 ≤ 100)", latencies()));
        lines.add(row("other answers", answers.refused().get()));
        lines.add(row("messages at the vendors, of them twice", arrived.distinct() + ", " + arrived.duplicates()));
        lines.add(row("accepted but not at a vendor", answers.accepted().get() * 2 - arrived.distinct()));
        lines.add(row(
                "seconds from the last post to the last arrival",
                String.format(Locale.ROOT, "%.1f", seconds(sending) - seconds(measured))));
        lines.add(row("due outbox rows: most, at the end", mostDue + ", " + lastDue));
        lines.add(row(
                "CPU-ms per notification, all parts but the simulator (bar S5: ≤ 0.5)",
                String.format(Locale.ROOT, "%.2f", perNotification(total()))));
        used.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .filter(part -> perNotification(part.getValue()) >= 0.005)
                .forEach(part -> lines.add(row(
                        "&nbsp;&nbsp;" + part.getKey(),
                        String.format(Locale.ROOT, "%.3f", perNotification(part.getValue())))));
        return lines;
    }

    /** @param rate calls a second that were due */
    String pacedLine(int rate) {
        return row(
                "at a steady " + number(rate) + "/s, " + Load.SHARE
                        + " of what one connection writes: 202 p50 / p99 / max, ms; due rows, most",
                latencies() + "; " + mostDue);
    }

    /** Whether everything was accepted and is at its vendor once. */
    boolean isClean() {
        return answers.refused().get() == 0
                && arrived.duplicates() == 0
                && arrived.distinct() == answers.accepted().get() * 2;
    }

    private String latencies() {
        Histogram latency = answers.latency();
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f",
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0,
                latency.getMaxValue() / 1000.0);
    }

    private Duration total() {
        return used.entrySet().stream()
                .filter(part -> !OUTSIDE.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private double perNotification(Duration time) {
        return time.toNanos() / 1e6 / Math.max(1, answers.accepted().get());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String row(String what, Object value) {
        return "| " + what + " | " + value + " |";
    }
}

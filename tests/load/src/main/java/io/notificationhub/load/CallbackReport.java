package io.notificationhub.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What callbacks at a rate took and cost, as Markdown.
 *
 * @param rate callbacks a second that were due
 * @param processors of the machine
 * @param used processor time by part; all of it counts, idle parts too
 */
record CallbackReport(
        int connections,
        int rate,
        Calls.Answers answers,
        Duration measured,
        int processors,
        Map<String, Duration> used) {

    /** Of all the processor time that the machine had. */
    double share() {
        Duration total = used.values().stream().reduce(Duration.ZERO, Duration::plus);
        return (double) total.toNanos() / measured.toNanos() / processors;
    }

    List<String> lines() {
        Histogram latency = answers.latency();
        List<String> lines = new ArrayList<>();
        lines.add("| what | value |");
        lines.add("|---|---|");
        lines.add(row("due a second, connections, seconds", rate + ", " + connections + ", " + measured.toSeconds()));
        lines.add(row(
                "**accepted a second (bar S9: ≥ 500)**",
                String.format(Locale.ROOT, "**%.0f**", answers.accepted().get() / (measured.toNanos() / 1e9))));
        lines.add(row(
                "202: p50 / **p95** / p99, ms (bar S9: p95 ≤ 50)",
                String.format(
                        Locale.ROOT,
                        "%.1f / **%.1f** / %.1f",
                        millis(latency, 50),
                        millis(latency, 95),
                        millis(latency, 99))));
        lines.add(row("other answers", answers.refused()));
        lines.add(row(
                "**share of the machine's " + processors + " processors, all parts (bar S9: ≤ 25 %)**",
                String.format(Locale.ROOT, "**%.0f %%**", share() * 100)));
        used.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .filter(part -> perCallback(part.getValue()) >= 0.005)
                .forEach(part -> lines.add(row(
                        "&nbsp;&nbsp;CPU-ms per callback, " + part.getKey(),
                        String.format(Locale.ROOT, "%.3f", perCallback(part.getValue())))));
        return lines;
    }

    private double perCallback(Duration time) {
        return time.toNanos() / 1e6 / Math.max(1, answers.accepted().get());
    }

    private static double millis(Histogram latency, double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }

    private static String row(String what, Object value) {
        return "| " + what + " | " + value + " |";
    }
}

package io.notificationhub.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table in Markdown. */
public final class Table {
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    public Table(String... headings) {
        this.columns = headings.length;
        row((Object[]) headings);
        lines.add("|---".repeat(columns) + "|");
    }

    /** @throws IllegalArgumentException if there are more or fewer cells than headings */
    public Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        lines.add(
                "| " + String.join(" | ", Stream.of(cells).map(Object::toString).toList()) + " |");
        return this;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** With thousands separated. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** With the given number of decimal places. */
    public static String number(double value, int places) {
        return String.format(Locale.ROOT, "%,." + places + "f", value);
    }

    /** A ratio against its bar, and whether it is met. */
    public static String atLeast(double ratio, double bar) {
        return verdict(ratio, "≥", bar, ratio >= bar);
    }

    /** A ratio or a time against its bar, and whether it is met. */
    public static String atMost(double value, double bar) {
        return verdict(value, "≤", bar, value <= bar);
    }

    private static String verdict(double value, String relation, double bar, boolean met) {
        return String.format(
                Locale.ROOT, "**%.2f** (bar: %s %s, %s)", value, relation, plain(bar), met ? "met" : "not met");
    }

    private static String plain(double bar) {
        return bar == Math.rint(bar) ? Long.toString((long) bar) : Double.toString(bar);
    }
}

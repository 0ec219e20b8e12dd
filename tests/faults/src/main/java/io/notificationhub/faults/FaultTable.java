package io.notificationhub.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The reports of a run, as Markdown. */
final class FaultTable {
    private static final String BEGIN = "<!-- faults -->";
    private static final String END = "<!-- /faults -->";

    private FaultTable() {}

    static List<String> lines(List<TrialReport> reports) {
        return Stream.concat(
                        Stream.of(
                                "| fault | accepted | refused tries | at vendors | twice (in flight) | lost | recovery, s | verdict |",
                                "|---|---|---|---|---|---|---|---|"),
                        reports.stream().map(TrialReport::row))
                .toList();
    }

    /** Replaces the page's table. */
    static void write(List<TrialReport> reports, Path page) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalStateException(page + " has no place for the table");
        }
        Files.writeString(
                page,
                text.substring(0, from + BEGIN.length()) + "\n" + String.join("\n", lines(reports)) + "\n"
                        + text.substring(to));
    }
}

package io.notificationhub.faults;

import io.notificationhub.testkit.ReportPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The reports of a run, as Markdown. */
final class FaultTable {
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
        new ReportPage(page).replace("faults", lines(reports));
    }
}

package io.notificationhub.bench;

import io.notificationhub.bench.measure.Servers;
import io.notificationhub.testkit.ReportPage;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The main program behind {@code hub bench}; runs in the project's root. */
public final class Benches {
    private static final ReportPage REPORT = new ReportPage(Path.of("docs", "performance.md"));
    private static final Path FOLDER = Path.of("tests", "bench", "target", "infrastructure");

    private Benches() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            BenchSettings settings = BenchSettings.of(arguments);
            for (Bench bench : settings.benches()) {
                List<String> table;
                try (Servers servers = Servers.start(FOLDER)) {
                    table = bench.run(servers, out);
                }
                table.forEach(out::println);
                if (settings.write()) {
                    REPORT.replace(bench.place(), table);
                }
            }
        } catch (IllegalArgumentException e) {
            out.println("hub: " + e.getMessage());
            System.exit(1);
        }
    }
}

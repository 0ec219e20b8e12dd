package io.notificationhub.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notificationhub.testkit.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayCostTest {
    private static final String OUTPUT = """
            Running 10s test @ http://127.0.0.1:8080
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     6.54ms    1.15ms  30.83ms   84.28%
                Req/Sec     9.81k     0.99k   12.21k    72.00%
              Latency Distribution
                 50%  635.00us
                 75%    6.90ms
                 90%    7.69ms
                 99%    1.20s
              97634 requests in 10.01s, 25.98MB read
            Requests/sec:   9756.84
            Transfer/sec:      2.60MB
            """;

    @Test
    void whatWrkSaysIsRead() {
        assertThat(Wrk.parse(OUTPUT)).isEqualTo(new Wrk.Result(97_634, 9756.84, 0.635, 1200));
    }

    @Test
    void aRunWithARefusalIsNoMeasurement() {
        assertThatThrownBy(() -> Wrk.parse(OUTPUT + "  Non-2xx or 3xx responses: 3\n"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofEachWayTheRunInTheMiddleCounts() {
        List<GatewayCost.Run> runs = List.of(
                run("straight", 1, 900),
                run("nginx", 1, 700),
                run("straight", 1, 1000),
                run("nginx", 1, 100),
                run("straight", 1, 10),
                run("nginx", 1, 800),
                run("nginx", 64, 5000));

        assertThat(GatewayCost.lines(runs).subList(2, 5))
                .containsExactly(
                        "| 1 | straight | 900 | 1.00 | 2.00 | – |",
                        "| 1 | nginx | 700 | 1.00 | 2.00 | 0.050 |",
                        "| 64 | nginx | 5,000 | 1.00 | 2.00 | 0.050 |");
    }

    private static GatewayCost.Run run(String way, int connections, double rate) {
        return new GatewayCost.Run(way, connections, new Wrk.Result(1, rate, 1, 2), 0.05);
    }

    @Test
    void aTableReplacesItsPredecessorOnly(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("p.md"), "a\n<!-- x -->\nold\n<!-- /x -->\nb\n");

        new ReportPage(page).replace("x", List.of("new"));

        assertThat(page).hasContent("a\n<!-- x -->\nnew\n<!-- /x -->\nb\n");
        assertThatThrownBy(() -> new ReportPage(page).replace("y", List.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}

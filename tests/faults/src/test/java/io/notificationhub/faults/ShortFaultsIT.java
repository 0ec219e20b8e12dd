package io.notificationhub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortFaultsIT {

    @Test
    void whatBreaksUnderLoadBreaksNoGuarantee() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        FaultSettings settings = FaultSettings.of(
                new String[] {"--short"},
                Map.of("HUB_HOME", Path.of("target", "hub").toString()),
                new Random());

        List<TrialReport> reports = new Faults(settings, out, Clock.systemUTC()).run();

        assertThat(reports)
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report.breaches())
                        .as("%s, seed %d", report.fault(), settings.seed())
                        .isEmpty());
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.accepted())
                        .as("load during %s", report.fault())
                        .isGreaterThan(settings.rate()));
    }
}

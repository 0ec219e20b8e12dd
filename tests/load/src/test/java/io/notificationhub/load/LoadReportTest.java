package io.notificationhub.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadReportTest {

    @Test
    void the_ratio_and_the_cost_are_per_accepted_notification_and_leave_the_simulator_out() {
        Calls.Answers answers = Calls.Answers.none();
        answers.accepted().set(2000);
        answers.latency().recordValue(12_000);
        LoadReport report = new LoadReport(
                128,
                Optional.of(new Baseline.Rates(250, 400)),
                answers,
                Duration.ofSeconds(10),
                Duration.ofSeconds(12),
                new Arrivals.Count(3999, 0),
                70,
                3,
                Map.of(
                        "gateway", Duration.ofMillis(200),
                        "postgres", Duration.ofMillis(400),
                        "vendor-simulator", Duration.ofSeconds(9)));
        assertThat(report.rate()).isEqualTo(200);
        assertThat(report.lines())
                .contains("| **ratio to that of 32 (bar S1: ≥ 0.4)**, of one | **0.50**, 0.80 |")
                .contains("| CPU-ms per notification, all parts but the simulator (bar S5: ≤ 0.5) | 0.30 |")
                .contains("| &nbsp;&nbsp;postgres | 0.200 |")
                .contains("| accepted but not at a vendor | 1 |")
                .contains("| seconds from the last post to the last arrival | 2.0 |");
        assertThat(report.isClean()).as("one message is missing").isFalse();
        assertThat(report.pacedLine(160)).startsWith("| at a steady 160/s").endsWith("| 12.0 / 12.0 / 12.0; 70 |");
    }

    @Test
    void options_are_checked() {
        LoadSettings settings =
                LoadSettings.of(new String[] {"--seconds", "5", "--rate", "200"}, Map.of("HUB_PORT_OFFSET", "2000"));
        assertThat(settings.duration()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.rate()).isEqualTo(200);
        assertThat(settings.gateway()).isEqualTo("http://127.0.0.1:10080");
        assertThatThrownBy(() -> LoadSettings.of(new String[] {"--seconds", "soon"}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--seconds");
        assertThatThrownBy(() -> LoadSettings.of(new String[] {"--fast"}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.notificationhub.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "1000, PT10S, PT0S, 10",
        "1000, PT10S, PT1S, 109",
        "1000, PT10S, PT5S, 505",
        "1000, PT10S, PT9.999S, 999",
        "1000, PT10S, PT10S, 1000",
        "1000, PT10S, PT1H, 1000",
        "1000, PT0S, PT0S, 1000",
        "5, PT10S, PT0S, 5",
    })
    void aFlowBeginsWithFewRecordsAndGrows(int most, Duration slowStart, Duration sinceFirst, int bound) {
        FlowSettings settings = new FlowSettings(most, slowStart, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        assertThat(settings.bound(sinceFirst)).isEqualTo(bound);
    }
}

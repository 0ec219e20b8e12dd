package io.notificationhub.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notificationhub.bench.worker.WorkerBench.Measured;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerBenchTest {

    @Test
    void whatAProcessReportsBecomesARateACostAndARatio() {
        Map<KafkaReader, Measured> all = new EnumMap<>(KafkaReader.class);
        all.put(KafkaReader.WINDOW, Measured.of(List.of("120000", "20.0", "12.0", "0")));
        all.put(KafkaReader.PARALLEL_CONSUMER, Measured.of(List.of("100000", "20.0", "25.0", "3")));
        assertThat(WorkerBench.table(all))
                .contains("| worker's window, in order per recipient | 6,000 | 0.100 | 0 |")
                .last()
                .asString()
                .contains("**1.20** (bar: ≥ 1, met)")
                .contains("**0.40** (bar: ≤ 0.6, met)");
    }

    @Test
    void aReaderThatStandsStillIsNotMeasured() {
        assertThatIllegalArgumentException().isThrownBy(() -> Measured.of(List.of("0", "20.0", "0.3", "0")));
    }

    @Test
    void aTableWithoutTheTwoThatAreComparedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkerBench.table(Map.of()));
    }
}

package io.notificationhub.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.bench.relay.Drain.Run;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {

    @Test
    void mediansCountAndTheRelayIsComparedWithTheFastestOther() {
        Drain relay = new Drain(
                new HubRelay(), List.of(run(200_000, 1, 1_000), run(200_000, 2, 2_000), run(200_000, 4, 8_000)));
        Drain fast = new Drain(new Debezium(), List.of(run(200_000, 4, 8_000)));
        Drain slow = new Drain(new TransactionOutboxContender(), List.of(run(20_000, 10, 1)));
        assertThat(RelayBench.drains(relay, List.of(slow, fast)))
                .contains("| outbox-relay | 200,000 | 100,000 (50,000 – 200,000) | 10.0 | 0.0 |")
                .last()
                .asString()
                .contains("**2.00** (bar: ≥ 1.5, met)")
                .contains("**0.25** (bar: ≤ 0.4, met)");
    }

    private static Run run(int rows, int seconds, int cpuMillis) {
        return new Run(rows, Duration.ofSeconds(seconds), Duration.ofMillis(cpuMillis), Duration.ofNanos(1));
    }
}

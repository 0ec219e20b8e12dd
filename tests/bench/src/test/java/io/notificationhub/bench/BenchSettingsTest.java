package io.notificationhub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BenchSettingsTest {

    @Test
    void allIsMeasuredUnlessSomeAreNamed() {
        assertThat(of().benches()).containsExactly(Bench.RELAY, Bench.WORKER);
        assertThat(of("worker", "--write")).isEqualTo(new BenchSettings(java.util.EnumSet.of(Bench.WORKER), true));
    }

    @Test
    void anUnknownArgumentIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("--rite")).withMessageContaining("'--rite'");
    }

    private static BenchSettings of(String... arguments) {
        return BenchSettings.of(arguments);
    }
}

package io.notificationhub.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Samples.of(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(Samples.of(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
        assertThat(Samples.of(List.of(7.0)).median()).isEqualTo(7);
    }

    @Test
    void aPercentileIsTheLeastMeasurementThatSoManyDoNotExceed() {
        List<Double> hundred = new java.util.ArrayList<>(
                IntStream.rangeClosed(1, 100).asDoubleStream().boxed().toList());
        Collections.reverse(hundred);
        Samples samples = Samples.of(hundred);
        assertThat(samples.percentile(50)).isEqualTo(50);
        assertThat(samples.percentile(99)).isEqualTo(99);
        assertThat(samples.percentile(100)).isEqualTo(100);
        assertThat(samples.percentile(0)).isEqualTo(1);
        assertThat(samples.most()).isEqualTo(100);
    }

    @Test
    void nothingMeasuredIsAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.of(List.of()));
    }

    @Test
    void aTableIsMarkdownAndAsWideAsItsHeadings() {
        Table table = new Table("what", "rows/s").row("relay", Table.number(84_000.4));
        assertThat(table.lines()).containsExactly("| what | rows/s |", "|---|---|", "| relay | 84,000 |");
        assertThatIllegalArgumentException().isThrownBy(() -> table.row("one cell"));
    }

    @Test
    void aVerdictSaysWhetherTheBarIsMet() {
        assertThat(Table.atLeast(1.5, 1.5)).isEqualTo("**1.50** (bar: ≥ 1.5, met)");
        assertThat(Table.atLeast(0.99, 1)).isEqualTo("**0.99** (bar: ≥ 1, not met)");
        assertThat(Table.atMost(31.04, 30)).isEqualTo("**31.04** (bar: ≤ 30, not met)");
    }
}

package io.notificationhub.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CallbackLoadTest {

    @Test
    void theShareIsOfAllProcessorsAndOfAllParts() {
        Calls.Answers answers = Calls.Answers.none();
        answers.accepted().set(5000);
        answers.latency().recordValue(20_000);
        CallbackReport report = new CallbackReport(
                64,
                500,
                answers,
                Duration.ofSeconds(10),
                2,
                Map.of("gateway", Duration.ofSeconds(2), "postgres", Duration.ofSeconds(3)));

        assertThat(report.share()).isEqualTo(0.25);
        assertThat(report.lines())
                .contains("| **accepted a second (bar S9: ≥ 500)** | **500** |")
                .contains("| **share of the machine's 2 processors, all parts (bar S9: ≤ 25 %)** | **25 %** |")
                .contains("| &nbsp;&nbsp;CPU-ms per callback, postgres | 0.600 |");
    }

    @Test
    void callsAtARateAreCountedByTheirAnswers() {
        Calls calls =
                new Calls(number -> number % 4 == 3 ? Mono.error(new IllegalStateException()) : Mono.just(202), 8);

        Calls.Answers answers =
                calls.atRate(200, Duration.ofSeconds(1)).blockOptional().orElseThrow();

        assertThat(answers.accepted()).hasValue(150);
        assertThat(answers.refused()).hasValue(50);
        assertThat(answers.latency().getTotalCount()).isEqualTo(150);
    }

    @Test
    void theModeBringsItsOwnDefaults() {
        LoadSettings callbacks = LoadSettings.of(new String[] {"--callbacks", "--seconds", "5"}, Map.of());

        assertThat(callbacks.what()).isEqualTo(LoadSettings.What.CALLBACKS);
        assertThat(callbacks.rate()).isEqualTo(500);
        assertThat(callbacks.duration()).isEqualTo(Duration.ofSeconds(5));
        assertThat(LoadSettings.of(new String[0], Map.of()).what()).isEqualTo(LoadSettings.What.NOTIFICATIONS);
        assertThatThrownBy(() -> LoadSettings.of(new String[] {"--gateway", "--callbacks"}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

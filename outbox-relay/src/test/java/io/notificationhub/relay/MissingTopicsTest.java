package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {
    private static final String TOPIC = "nowhere";
    private static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final MissingTopics missing = new MissingTopics(Duration.ofSeconds(1), PATIENCE);

    private static DueRow row(Instant createdAt) {
        return new DueRow(new UUID(0, 1), TOPIC, "key", "type", "{}", null, (short) 1, createdAt, createdAt, (short) 0);
    }

    @Test
    void aTopicIsAskedForEverMoreSeldom() {
        missing.lacks(TOPIC, NOW);
        assertThat(missing.awaited(NOW.plusMillis(999))).containsExactly(TOPIC);
        assertThat(missing.awaited(NOW.plusSeconds(1))).isEmpty();

        missing.lacks(TOPIC, NOW.plusSeconds(20));
        assertThat(missing.awaited(NOW.plusMillis(24_999))).containsExactly(TOPIC);
        assertThat(missing.awaited(NOW.plusSeconds(25))).isEmpty();

        missing.lacks(TOPIC, NOW.plusSeconds(80));
        assertThat(missing.awaited(NOW.plusMillis(89_999))).containsExactly(TOPIC);
        assertThat(missing.awaited(NOW.plusSeconds(90))).isEmpty();
    }

    @Test
    void aTurnThatBeganBeforeTheAnswerDoesNotAskAgain() {
        missing.lacks(TOPIC, NOW);

        assertThat(missing.isAwaited(TOPIC, NOW.minusSeconds(1))).isTrue();
        missing.found(TOPIC);
        assertThat(missing.isAwaited(TOPIC, NOW.minusSeconds(1))).isFalse();
        assertThat(missing.size()).isZero();
    }

    @Test
    void aRowIsGivenUpWhenItAndItsTopicsAbsenceAreOldEnough() {
        missing.lacks(TOPIC, NOW);
        Instant end = NOW.plus(PATIENCE);

        assertThat(missing.isGivenUp(row(NOW.minusSeconds(86_400)), end.minusMillis(1)))
                .isFalse();
        assertThat(missing.isGivenUp(row(NOW.minusSeconds(86_400)), end)).isTrue();
        assertThat(missing.isGivenUp(row(NOW.plusSeconds(60)), end)).isFalse();
        assertThat(missing.isGivenUp(row(NOW.plusSeconds(60)), end.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void whileKafkaIsAwayNobodyLosesPatience() {
        missing.lacks(TOPIC, NOW);
        Instant back = NOW.plus(PATIENCE);

        assertThat(missing.awaited(back)).isEmpty();
        missing.lacks(TOPIC, back);

        assertThat(missing.isGivenUp(row(NOW), back.plusSeconds(60))).isFalse();
    }
}

package io.notificationhub.dlqadmin.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskStateTest {
    private static final Instant NOW = Instant.parse("2025-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        # error    expires in  force  reason   allowed
        TRANSIENT, PT1S,       false, -,       true
        PERMANENT, PT1S,       false, -,       true
        AMBIGUOUS, PT1S,       false, -,       false
        AMBIGUOUS, PT1S,       true,  -,       false
        AMBIGUOUS, PT1S,       true,  '  ',    false
        AMBIGUOUS, PT1S,       false, because, false
        AMBIGUOUS, PT1S,       true,  because, true
        TRANSIENT, PT0S,       false, -,       false
        TRANSIENT, -PT1H,      false, because, false
        TRANSIENT, -PT1H,      true,  -,       false
        TRANSIENT, -PT1H,      true,  because, true
        AMBIGUOUS, -PT1H,      true,  because, true
        """)
    void replaysWhatIsExpiredOrAmbiguousOnlyByForceWithAReason(
            ErrorClass error, Duration expiresIn, boolean force, String reason, boolean allowed) {
        DeskState exhausted = new DeskState.Exhausted(error, NOW.plus(expiresIn));

        Verdict verdict = exhausted.on(new Command.Replay(force, reason), NOW);

        if (allowed) {
            assertThat(verdict).isEqualTo(new Verdict.Allowed(new DeskState.Replayed()));
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        }
    }
}

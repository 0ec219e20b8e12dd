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
        # error    expires in  erased  force  reason   allowed
        TRANSIENT, PT1S,       false,  false, -,       true
        PERMANENT, PT1S,       false,  false, -,       true
        AMBIGUOUS, PT1S,       false,  false, -,       false
        AMBIGUOUS, PT1S,       false,  true,  -,       false
        AMBIGUOUS, PT1S,       false,  true,  '  ',    false
        AMBIGUOUS, PT1S,       false,  false, because, false
        AMBIGUOUS, PT1S,       false,  true,  because, true
        TRANSIENT, PT0S,       false,  false, -,       false
        TRANSIENT, -PT1H,      false,  false, because, false
        TRANSIENT, -PT1H,      false,  true,  -,       false
        TRANSIENT, -PT1H,      false,  true,  because, true
        AMBIGUOUS, -PT1H,      false,  true,  because, true
        TRANSIENT, PT1S,       true,   false, -,       false
        TRANSIENT, PT1S,       true,   true,  because, false
        """)
    void replaysWhatIsExpiredOrAmbiguousOnlyByForceWithAReasonAndWhatIsErasedNever(
            ErrorClass error, Duration expiresIn, boolean erased, boolean force, String reason, boolean allowed) {
        DeskState exhausted = new DeskState.Exhausted(error, NOW.plus(expiresIn), erased);

        Verdict verdict = exhausted.on(new Command.Replay(force, reason), NOW);

        if (allowed) {
            assertThat(verdict).isEqualTo(new Verdict.Allowed(new DeskState.Replayed()));
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        }
    }
}

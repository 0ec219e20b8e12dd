package io.notificationhub.intake.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.DeliveryResult.Outcome;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state against every result. */
class AfterResultTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final RoundPolicy POLICY = new RoundPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(60), 0.2);

    private static final Attempt PENDING = new Attempt.Pending(3, 2);
    private static final Attempt LAST = new Attempt.Pending(5, 4);
    private static final Attempt SUCCEEDED = new Attempt.Succeeded(3, 2);
    private static final Attempt EXHAUSTED = new Attempt.Exhausted(3, 2, ErrorClass.TRANSIENT);
    private static final Attempt EXPIRED = new Attempt.Expired(3, 2);
    private static final Attempt DISCARDED = new Attempt.Discarded(3, 2);

    static Stream<Arguments> table() {
        return Stream.of(
                // The pending round's own result.
                Arguments.of(PENDING, Outcome.SUCCEEDED, null, 3, SUCCEEDED),
                Arguments.of(PENDING, Outcome.FAILED, ErrorClass.TRANSIENT, 3, new Attempt.Pending(4, 3)),
                Arguments.of(
                        PENDING,
                        Outcome.FAILED,
                        ErrorClass.PERMANENT,
                        3,
                        new Attempt.Exhausted(3, 2, ErrorClass.PERMANENT)),
                Arguments.of(
                        PENDING,
                        Outcome.FAILED,
                        ErrorClass.AMBIGUOUS,
                        3,
                        new Attempt.Exhausted(3, 2, ErrorClass.AMBIGUOUS)),
                Arguments.of(PENDING, Outcome.EXPIRED, null, 3, EXPIRED),
                Arguments.of(
                        LAST,
                        Outcome.FAILED,
                        ErrorClass.TRANSIENT,
                        5,
                        new Attempt.Exhausted(5, 4, ErrorClass.TRANSIENT)),
                // An older round's: history only, but a success wins.
                Arguments.of(PENDING, Outcome.SUCCEEDED, null, 2, SUCCEEDED),
                Arguments.of(PENDING, Outcome.FAILED, ErrorClass.TRANSIENT, 2, PENDING),
                Arguments.of(PENDING, Outcome.FAILED, ErrorClass.PERMANENT, 2, PENDING),
                Arguments.of(PENDING, Outcome.EXPIRED, null, 2, PENDING),
                // What is over stays over, but a success wins, except over the operator.
                Arguments.of(SUCCEEDED, Outcome.SUCCEEDED, null, 3, SUCCEEDED),
                Arguments.of(SUCCEEDED, Outcome.FAILED, ErrorClass.TRANSIENT, 3, SUCCEEDED),
                Arguments.of(SUCCEEDED, Outcome.EXPIRED, null, 3, SUCCEEDED),
                Arguments.of(EXHAUSTED, Outcome.SUCCEEDED, null, 2, SUCCEEDED),
                Arguments.of(EXHAUSTED, Outcome.FAILED, ErrorClass.TRANSIENT, 3, EXHAUSTED),
                Arguments.of(EXHAUSTED, Outcome.EXPIRED, null, 3, EXHAUSTED),
                Arguments.of(EXPIRED, Outcome.SUCCEEDED, null, 2, SUCCEEDED),
                Arguments.of(EXPIRED, Outcome.FAILED, ErrorClass.PERMANENT, 3, EXPIRED),
                Arguments.of(EXPIRED, Outcome.EXPIRED, null, 3, EXPIRED),
                Arguments.of(DISCARDED, Outcome.SUCCEEDED, null, 3, DISCARDED),
                Arguments.of(DISCARDED, Outcome.FAILED, ErrorClass.TRANSIENT, 3, DISCARDED),
                Arguments.of(DISCARDED, Outcome.EXPIRED, null, 3, DISCARDED));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aResultLeadsTo(Attempt before, Outcome outcome, @Nullable ErrorClass errorClass, int round, Attempt expected) {
        AfterResult.Next next = afterResult().apply(before, result(outcome, errorClass, round, null), NOW);

        assertThat(next.state()).isEqualTo(expected);
        assertThat(next.nextRoundAt() != null)
                .as("a next round begins")
                .isEqualTo(expected instanceof Attempt.Pending && !expected.equals(before));
    }

    @Test
    void theVendorsRetryAfterIsKept() {
        Instant later = NOW.plusSeconds(90);

        AfterResult.Next next =
                afterResult().apply(PENDING, result(Outcome.FAILED, ErrorClass.TRANSIENT, 3, later), NOW);

        assertThat(next.nextRoundAt()).isEqualTo(later);
    }

    @Test
    void aReplayBeginsANewRoundAndCountsAnew() {
        assertThat(new Attempt.Exhausted(5, 4, ErrorClass.TRANSIENT).replay()).isEqualTo(new Attempt.Pending(6, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 1000",
        "2, 0.5, 2000",
        "3, 0.5, 4000",
        "4, 0.5, 8000",
        "7, 0.5, 60000",
        "60, 0.5, 60000",
        "1, 0, 800",
        "1, 1, 1200"
    })
    void waitsDoubleUpToTheirBoundAndVary(int retry, double luck, long millis) {
        assertThat(POLICY.wait(retry, luck)).isEqualTo(Duration.ofMillis(millis));
    }

    private static AfterResult afterResult() {
        return new AfterResult(POLICY, new Random(1));
    }

    private static DeliveryResult result(
            Outcome outcome, @Nullable ErrorClass errorClass, int round, @Nullable Instant notBefore) {
        return new DeliveryResult(
                new UUID(0, 1),
                new UUID(0, 2),
                "r",
                Kind.SERVICE,
                Channel.SMS,
                round,
                outcome,
                "twilio",
                null,
                errorClass,
                "c",
                "because",
                Hygiene.NONE,
                "+821012345678",
                null,
                notBefore,
                1,
                NOW,
                NOW,
                NOW);
    }
}

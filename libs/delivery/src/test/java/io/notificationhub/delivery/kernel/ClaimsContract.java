package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every kind of claims promises. */
public abstract class ClaimsContract {
    protected static final Duration LEASE = Duration.ofSeconds(30);

    /** With everything that can be kept. */
    protected static final Ending ENDING = new Ending(
            DeliveryResult.Outcome.FAILED,
            "twilio",
            "SM1",
            ErrorClass.TRANSIENT,
            "30003",
            "Unreachable \"handset\"",
            Hygiene.DEVICE_DEAD,
            Instant.parse("2026-03-01T00:01:00.123456789Z"),
            3,
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-03-01T00:00:01.5Z"));

    private final UUID attempt = UUID.randomUUID();

    /** Claims of one worker. All claims of a test know the same store. */
    protected abstract Claims worker();

    @Test
    void aFreshRoundIsGranted() {
        assertThat(worker().claim(attempt, 1).block()).isInstanceOfSatisfying(Claim.Granted.class, granted -> {
            assertThat(granted.resends()).isZero();
            assertThat(granted.rejections()).isZero();
        });
    }

    @Test
    void aRoundInWorkIsHeld() {
        Claims worker = worker();
        worker.claim(attempt, 1).block();

        assertThat(worker.claim(attempt, 1).block())
                .isInstanceOfSatisfying(
                        Claim.Held.class,
                        held -> assertThat(held.remaining()).isPositive().isLessThanOrEqualTo(LEASE));
    }

    @Test
    void aRoundThatIsOverIsNotRenewed() {
        Claims worker = worker();
        worker.claim(attempt, 1).block();
        assertThat(worker.renew(attempt, 1, 0).block()).as("in work").isTrue();
        worker.settle(attempt, 1, ENDING).block();

        assertThat(worker.renew(attempt, 1, 0).block()).as("over").isFalse();
        assertThat(worker.claim(attempt, 1).block()).isEqualTo(new Claim.Settled(ENDING));
    }

    @Test
    void anotherRoundIsFree() {
        Claims worker = worker();
        worker.claim(attempt, 1).block();

        assertThat(worker.claim(attempt, 2).block()).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void aSettledRoundAnswersHowItEnded() {
        Claims worker = worker();
        worker.claim(attempt, 1).block();
        worker.settle(attempt, 1, ENDING).block();

        assertThat(worker.claim(attempt, 1).block()).isEqualTo(new Claim.Settled(ENDING));
    }

    @Test
    void aReleasedRoundIsGrantedAgainWithWhatIsKnownOfIt() {
        Claims worker = worker();
        Claim.Granted first =
                Objects.requireNonNull((Claim.Granted) worker.claim(attempt, 1).block());
        worker.renew(attempt, 1, 2).block();
        worker.countResend(attempt).block();
        worker.release(attempt, 1, 3).block();

        assertThat(worker.claim(attempt, 1).block()).isInstanceOfSatisfying(Claim.Granted.class, again -> {
            assertThat(again.rejections()).isEqualTo(3);
            assertThat(again.resends()).isEqualTo(1);
            assertThat(again.since()).as("nothing is unknown any more").isAfterOrEqualTo(first.since());
        });
    }

    @Test
    void resendsAreCountedOverAllRounds() {
        Claims worker = worker();
        worker.countResend(attempt).block();

        assertThat(worker.claim(attempt, 2).block())
                .isInstanceOfSatisfying(
                        Claim.Granted.class,
                        granted -> assertThat(granted.resends()).isEqualTo(1));
    }

    protected UUID attempt() {
        return attempt;
    }
}

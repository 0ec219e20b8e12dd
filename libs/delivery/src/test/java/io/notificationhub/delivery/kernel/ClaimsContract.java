package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every kind of claims promises. */
public abstract class ClaimsContract {
    protected static final Duration LEASE = Duration.ofSeconds(30);

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
        worker.settle(result(attempt)).block();

        assertThat(worker.renew(attempt, 1, 0).block()).as("over").isFalse();
        assertThat(worker.claim(attempt, 1).block()).isEqualTo(new Claim.Settled(result(attempt)));
    }

    @Test
    void anotherRoundIsFree() {
        Claims worker = worker();
        worker.claim(attempt, 1).block();

        assertThat(worker.claim(attempt, 2).block()).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void aSettledRoundAnswersWithItsResult() {
        Claims worker = worker();
        worker.claim(attempt, 1).block();
        DeliveryResult result = result(attempt);
        worker.settle(result).block();

        assertThat(worker.claim(attempt, 1).block()).isEqualTo(new Claim.Settled(result));
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

    /** A result of the attempt's first round. */
    protected static DeliveryResult result(UUID attempt) {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        return new DeliveryResult(
                attempt,
                new UUID(0, 1),
                "r",
                Kind.SECURITY,
                Channel.SMS,
                1,
                DeliveryResult.Outcome.SUCCEEDED,
                "twilio",
                "SM1",
                null,
                null,
                null,
                Hygiene.NONE,
                "+821012345678",
                null,
                null,
                1,
                at,
                at,
                at);
    }
}

package io.notificationhub.delivery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.AttemptClaim;
import io.notificationhub.delivery.kernel.Claim;
import io.notificationhub.delivery.kernel.Claims;
import io.notificationhub.delivery.kernel.ClaimsContract;
import io.notificationhub.delivery.kernel.LocalClaims;
import io.notificationhub.redis.RedisPatience;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.DataType;

class RedisClaimsTest extends ClaimsContract {
    private static final RedisConnection CONNECTION = new RedisConnection();

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }

    @Override
    protected Claims worker() {
        return worker(LEASE);
    }

    private static Claims worker(Duration lease) {
        return worker(lease, new SimpleMeterRegistry());
    }

    private static Claims worker(Duration lease, MeterRegistry metrics) {
        return worker(lease, metrics, UUID.randomUUID().toString());
    }

    private static Claims worker(String owner) {
        return worker(LEASE, new SimpleMeterRegistry(), owner);
    }

    private static Claims worker(Duration lease, MeterRegistry metrics, String owner) {
        return new RedisClaims(
                CONNECTION.redis(),
                new RedisPatience(),
                new LocalClaims(lease, Clock.systemUTC()),
                owner,
                lease,
                metrics);
    }

    @Test
    void anotherWorkersRoundIsHeld() {
        worker().claim(attempt(), 1).block();

        assertThat(worker().claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
    }

    @Test
    void anotherWorkersOutcomeIsKnown() {
        worker().claim(attempt(), 1).block();
        worker().settle(attempt(), 1, ENDING).block();

        assertThat(worker().claim(attempt(), 1).block()).isEqualTo(new Claim.Settled(ENDING));
    }

    @Test
    void aDeadWorkersRoundIsLapsedAndBelongsToWhoeverFoundIt() {
        worker(Duration.ofMillis(1)).claim(attempt(), 1).block();
        Claims finder = worker();

        await().until(() -> finder.claim(attempt(), 1).block() instanceof Claim.Lapsed);

        assertThat(worker().claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
    }

    @Test
    void aDeadWorkersRoundNamesTheGroupThatItWasLastPartOf() {
        Claims dead = worker(Duration.ofMillis(1));
        dead.claim(attempt(), 1).block();
        dead.renew(attempt(), 1, 0, "group-1").block();
        Claims finder = worker();

        await().until(() -> finder.claim(attempt(), 1).block() instanceof Claim.Lapsed lapsed
                && "group-1".equals(lapsed.groupId()));
    }

    @Test
    void whoLostItsLeaseCanNeitherRenewNorRelease() {
        Claims slow = worker(Duration.ofMillis(1));
        slow.claim(attempt(), 1).block();
        Claims quick = worker();
        await().until(() -> quick.claim(attempt(), 1).block() instanceof Claim.Lapsed);

        assertThat(slow.renew(attempt(), 1, 5).block()).isFalse();
        slow.release(attempt(), 1, 5).block();

        assertThat(worker().claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
        quick.release(attempt(), 1, 0).block();
        assertThat(slow.claim(attempt(), 1).block())
                .as("it is free, and not held by what the slow one thinks it has")
                .isInstanceOf(Claim.Granted.class);
    }

    @Test
    void aRoundThatAnotherWorkerFinishedIsNotRenewed() {
        Claims slow = worker();
        slow.claim(attempt(), 1).block();
        worker().settle(attempt(), 1, ENDING).block();

        assertThat(slow.renew(attempt(), 1, 0).block()).isFalse();
        assertThat(worker().claim(attempt(), 1).block()).isEqualTo(new Claim.Settled(ENDING));
    }

    @Test
    void ofARoundThatIsOverOnlyItsEndIsKept() {
        Claims worker = worker();
        worker.claim(attempt(), 1).block();
        worker.renew(attempt(), 1, 2, "group-1").block();
        worker.settle(attempt(), 1, ENDING).block();

        assertThat(CONNECTION.redis().type(AttemptClaim.key(attempt(), 1)).block())
                .isEqualTo(DataType.STRING);
    }

    @Test
    void whoCannotAskRenewsAlone() {
        Claims worker = worker();
        worker.claim(attempt(), 1).block();

        CONNECTION.without(
                () -> assertThat(worker.renew(attempt(), 1, 1).block()).isTrue());
    }

    @Test
    void anOutcomeThatRedisIsLateForIsNotedAgainSoThatOthersKnowIt() throws IOException {
        MeterRegistry metrics = new SimpleMeterRegistry();
        Claims worker = worker(LEASE, metrics);
        worker.claim(attempt(), 1).block();

        CONNECTION.pause(Duration.ofMillis(500));
        worker.settle(attempt(), 1, ENDING).block();

        assertThat(metrics.find("hub.claims.local").counters())
                .as("it was noted in this process alone")
                .isEmpty();
        assertThat(worker().claim(attempt(), 1).block()).isEqualTo(new Claim.Settled(ENDING));
    }

    /** A worker that has just started is slow itself: taken for an outage, it would call a vendor that another one has just called. */
    @Test
    void aRoundThatRedisIsLateForIsNotClaimedAlone() throws IOException {
        MeterRegistry metrics = new SimpleMeterRegistry();
        worker().claim(attempt(), 1).block();
        Claims late = worker(LEASE, metrics);

        CONNECTION.pause(Duration.ofMillis(500));

        assertThat(late.claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
        assertThat(metrics.find("hub.claims.local").counters()).isEmpty();
    }

    @Test
    void aClaimWhoseFirstAnswerWasTooLateIsAnsweredAgain() {
        Claims worker = worker();
        String owner = UUID.randomUUID().toString();
        worker(owner).claim(attempt(), 1).block();
        // The same worker, which has heard nothing of it.
        Claims deaf = worker(owner);

        assertThat(deaf.claim(attempt(), 1).block()).isInstanceOf(Claim.Granted.class);
        assertThat(deaf.claim(attempt(), 1).block())
                .as("a record that came twice")
                .isInstanceOf(Claim.Held.class);
        assertThat(worker.claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);
    }

    @Test
    void soIsOneThatTookOverFromADeadWorker() {
        Claims dead = worker(Duration.ofMillis(1));
        dead.claim(attempt(), 1).block();
        dead.renew(attempt(), 1, 0, "group-1").block();
        String owner = UUID.randomUUID().toString();
        await().until(() -> worker(owner).claim(attempt(), 1).block() instanceof Claim.Lapsed);

        assertThat(worker(owner).claim(attempt(), 1).block())
                .isInstanceOfSatisfying(
                        Claim.Lapsed.class,
                        lapsed -> assertThat(lapsed.groupId()).isEqualTo("group-1"));
    }

    @Test
    void whatEndedWhileRedisWasAwayIsNotBegunAgain() {
        Claims worker = worker();
        CONNECTION.without(() -> {
            worker.claim(attempt(), 1).block();
            worker.settle(attempt(), 1, ENDING).block();
        });

        assertThat(worker.claim(attempt(), 1).block()).isEqualTo(new Claim.Settled(ENDING));
        assertThat(worker().claim(attempt(), 1).block()).as("another worker").isEqualTo(new Claim.Settled(ENDING));
    }

    @Test
    void whatAnotherWorkerTookForLostButEndedHereHasEnded() {
        Claims worker = worker();
        CONNECTION.without(() -> {
            worker.claim(attempt(), 1).block();
            worker.settle(attempt(), 1, ENDING).block();
        });
        worker().claim(attempt(), 1).block();

        assertThat(worker.claim(attempt(), 1).block()).isEqualTo(new Claim.Settled(ENDING));
    }

    @Test
    void whatWasBegunWhileRedisWasAwayIsStillInWork() {
        Claims worker = worker();
        CONNECTION.without(() -> worker.claim(attempt(), 1).block());

        assertThat(worker.claim(attempt(), 1).block()).isInstanceOf(Claim.Held.class);

        worker.release(attempt(), 1, 0).block();
        assertThat(worker.claim(attempt(), 1).block()).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void whatWasBegunWhileRedisWasAwayAndNeverFinishedIsLapsed() {
        Claims worker = worker(Duration.ofMillis(1));
        CONNECTION.without(() -> {
            worker.claim(attempt(), 1).block();
            worker.countResend(attempt()).block();
        });

        assertThat(worker.claim(attempt(), 1).block())
                .isInstanceOfSatisfying(
                        Claim.Lapsed.class,
                        lapsed -> assertThat(lapsed.resends()).isEqualTo(1));
    }

    @Test
    void aResendThatWasCountedWhileRedisWasAwayCounts() {
        Claims worker = worker();
        CONNECTION.without(() -> {
            worker.claim(attempt(), 1).block();
            worker.countResend(attempt()).block();
            worker.release(attempt(), 1, 2).block();
        });

        assertThat(worker.claim(attempt(), 1).block()).isInstanceOfSatisfying(Claim.Granted.class, granted -> {
            assertThat(granted.resends()).isEqualTo(1);
            assertThat(granted.rejections()).isEqualTo(2);
        });
    }

    @Test
    void withoutRedisTheProcessClaimsAlone() {
        Claims worker = worker();
        worker.claim(attempt(), 1).block();
        CONNECTION.without(() -> {
            assertThat(worker.claim(attempt(), 2).block(Duration.ofSeconds(2))).isInstanceOf(Claim.Granted.class);
            assertThat(worker.claim(attempt(), 1).block(Duration.ofSeconds(2)))
                    .as("a claim made before the outage")
                    .isInstanceOf(Claim.Held.class);
        });
    }
}

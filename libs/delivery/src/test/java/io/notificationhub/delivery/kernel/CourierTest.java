package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CourierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Outcome ACCEPTED = new Outcome.Accepted("vendor-1");
    private static final Outcome DOWN = new Outcome.Transient(Outcome.Scope.VENDOR, "503", "down");
    private static final Outcome BUSY = new Outcome.Transient(Outcome.Scope.RECIPIENT, "30003", "busy");
    private static final Outcome CUT = new Outcome.Ambiguous("NO_ANSWER", "cut");
    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(5), 3, Duration.ofMillis(100), Duration.ofSeconds(2));

    private static final Origin ORIGIN = new Origin(0, null);

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Claims claims = new LocalClaims(POLICY.lease(), clock);
    private final List<DeliveryResult> results = new CopyOnWriteArrayList<>();
    private final DeliveryRequested message = message(Kind.TRANSACTIONAL, NOW.plusSeconds(600));

    @Test
    void reportsWhatTheVendorAccepted() {
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);

        deliver(vendor, message);

        DeliveryResult result = onlyResult();
        assertThat(result.outcome()).isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(result.vendorMessageId()).isEqualTo("vendor-1");
        assertThat(result.round()).isEqualTo(message.round());
        assertThat(vendor.keys()).hasSize(1);
    }

    @Test
    void repeatsTheReportAndNotTheCallForARoundThatIsOver() {
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);

        deliver(vendor, message);
        deliver(vendor, message);

        assertThat(results).hasSize(2).containsOnly(results.getFirst());
        assertThat(vendor.keys()).hasSize(1);
    }

    @Test
    void triesARefusalAgainUnderANewKey() {
        ScriptedSender vendor = new ScriptedSender(false, BUSY, BUSY, ACCEPTED);

        deliver(vendor, message);

        assertThat(onlyResult().outcome()).isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(onlyResult().calls()).isEqualTo(3);
        assertThat(vendor.keys()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void givesTheRoundUpAfterThreeRefusals() {
        ScriptedSender vendor = new ScriptedSender(false, BUSY);

        deliver(vendor, message);

        assertThat(onlyResult().errorClass()).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(vendor.keys()).hasSize(3);
    }

    @Test
    void leavesALongRetryAfterToTheNextRound() {
        ScriptedSender vendor =
                new ScriptedSender(false, new Outcome.Throttled("429", "slow down", Duration.ofSeconds(30)));

        deliver(vendor, message);

        assertThat(vendor.keys()).hasSize(1);
        assertThat(onlyResult().notBefore()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void neverRepeatsAPermanentFailure() {
        ScriptedSender vendor =
                new ScriptedSender(false, new Outcome.Permanent("21211", "bad", Hygiene.ADDRESS_INVALID));

        deliver(vendor, message);

        assertThat(onlyResult().errorClass()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(onlyResult().hygiene()).isEqualTo(Hygiene.ADDRESS_INVALID);
        assertThat(vendor.keys()).hasSize(1);
    }

    @Test
    void resendsOnceWhenNobodyKnowsAndThenLeavesItToTheDesk() {
        ScriptedSender vendor = new ScriptedSender(false, CUT);

        deliver(vendor, message);
        deliver(vendor, message.inRound(2, message.expiresAt()));

        assertThat(results).extracting(DeliveryResult::errorClass).containsOnly(ErrorClass.AMBIGUOUS);
        // Two calls in the first round, one in the second: the resend is per attempt, not per round.
        assertThat(vendor.keys()).hasSize(3);
    }

    @Test
    void doesNotResendAdvertising() {
        ScriptedSender vendor = new ScriptedSender(false, CUT);

        deliver(vendor, message(Kind.MARKETING, NOW.plusSeconds(600)));

        assertThat(onlyResult().errorClass()).isEqualTo(ErrorClass.AMBIGUOUS);
        assertThat(vendor.keys()).hasSize(1);
    }

    @Test
    void repeatsUnderTheSameKeyWhereTheVendorHonoursIt() {
        ScriptedSender vendor = new ScriptedSender(true, BUSY, CUT, CUT, ACCEPTED);

        deliver(vendor, message);

        assertThat(onlyResult().outcome()).isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
        List<String> keys = vendor.keys();
        assertThat(keys).hasSize(4);
        assertThat(keys.get(0)).as("a refusal changes the key").isNotEqualTo(keys.get(1));
        assertThat(keys.subList(1, 4)).as("an unknown outcome keeps it").containsOnly(keys.get(1));
    }

    @Test
    void sendsNothingAtItsExpiry() {
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);

        deliver(vendor, message(Kind.SECURITY, NOW));

        assertThat(onlyResult().outcome()).isEqualTo(DeliveryResult.Outcome.EXPIRED);
        assertThat(vendor.keys()).isEmpty();
    }

    @Test
    void aRecordThatComesBackAfterItsExpiryKeepsTheResultThatItHas() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        InstantSource time = now::get;
        Clock moving = time.withZone(ZoneOffset.UTC);
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);
        Courier courier = courier(moving, new LocalClaims(POLICY.lease(), moving), vendor);
        deliver(courier, message);
        now.set(message.expiresAt());

        deliver(courier, message);

        assertThat(results).hasSize(2).containsOnly(results.getFirst());
    }

    @Test
    void aRecordWhoseWorkerDiedIsNotCalledExpired() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        InstantSource time = now::get;
        Clock moving = time.withZone(ZoneOffset.UTC);
        Claims shared = new LocalClaims(POLICY.lease(), moving);
        shared.claim(message.attemptId(), message.round()).block();
        now.set(message.expiresAt());
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);

        deliver(courier(moving, shared, vendor), message);

        assertThat(onlyResult().errorClass()).isEqualTo(ErrorClass.AMBIGUOUS);
        assertThat(vendor.keys()).isEmpty();
    }

    @Test
    void aWaitHoweverLongLeavesNothingBehind() {
        Claims busy = new BusyClaims(claims);

        courier(clock, busy, new ScriptedSender(false, ACCEPTED))
                .deliver(message, ORIGIN)
                .subscribe();

        await().atMost(PATIENCE).until(() -> !results.isEmpty());
        assertThat(onlyResult().outcome()).isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
    }

    @Test
    void waitsForAVendorThatIsDownWithoutUsingUpTheRound() {
        ScriptedSender vendor = new ScriptedSender(false, DOWN);
        Courier courier = courier(vendor);
        for (int i = 0; i < 20; i++) {
            courier.deliver(message(Kind.TRANSACTIONAL, NOW.plusSeconds(600)), ORIGIN)
                    .subscribe();
        }
        await().atMost(PATIENCE).until(() -> vendor.keys().size() >= 5);
        int failedBeforeItOpened = results.size();

        vendor.heal(ACCEPTED);

        await().atMost(PATIENCE).until(() -> results.size() == 20);
        assertThat(results.subList(failedBeforeItOpened, 20))
                .extracting(DeliveryResult::outcome)
                .containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(failedBeforeItOpened).as("rounds used up by an outage").isZero();
    }

    @Test
    void aLoneMessageSurvivesAnOutageThatOnlyAsksForPatience() {
        ScriptedSender vendor = new ScriptedSender(
                false, new Outcome.Transient(Outcome.Scope.VENDOR, "503", "down", Duration.ofSeconds(30)));
        Courier courier = courier(vendor);
        for (int round = 1; round <= 4; round++) {
            int before = results.size();
            courier.deliver(message.inRound(round, message.expiresAt()), ORIGIN).subscribe();
            await().atMost(PATIENCE).until(() -> results.size() > before);
        }

        courier.deliver(message.inRound(5, message.expiresAt()), ORIGIN).subscribe();
        await().atMost(PATIENCE).until(() -> vendor.keys().size() >= 6);
        vendor.heal(ACCEPTED);

        await().atMost(PATIENCE).until(() -> results.size() == 5);
        assertThat(results.getLast().outcome())
                .as("the last round waited for the vendor")
                .isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
    }

    @Test
    void theSecondVendorStandsInWhileTheFirstOneIsDown() {
        ScriptedSender first = new ScriptedSender(false, DOWN);
        ScriptedSender second = new ScriptedSender("second", false, ACCEPTED);
        Courier courier = courier(first, second);
        for (int i = 0; i < 20; i++) {
            courier.deliver(message(Kind.TRANSACTIONAL, NOW.plusSeconds(600)), ORIGIN)
                    .subscribe();
        }

        await().atMost(PATIENCE).until(() -> results.size() == 20);
        assertThat(results).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(second.keys()).hasSize(20);

        first.heal(ACCEPTED);
        await().atMost(PATIENCE).untilAsserted(() -> {
            int before = second.keys().size();
            deliver(courier, message(Kind.TRANSACTIONAL, NOW.plusSeconds(600)));
            assertThat(second.keys()).as("the first carries again").hasSize(before);
        });
    }

    @Test
    void aMessageThatTheFirstMayHaveTakenDoesNotGoToTheSecond() {
        ScriptedSender first = new ScriptedSender(false, DOWN, DOWN, DOWN, DOWN, CUT, DOWN);
        ScriptedSender second = new ScriptedSender("second", false, ACCEPTED);
        Courier courier = courier(first, second);
        deliver(courier, message(Kind.TRANSACTIONAL, NOW.plusSeconds(600)));

        deliver(courier, message(Kind.MARKETING, NOW.plusSeconds(600)));

        assertThat(results.getLast().errorClass()).isEqualTo(ErrorClass.AMBIGUOUS);
        assertThat(second.keys()).isEmpty();
    }

    @Test
    void aRefusedRepetitionSaysNothingAboutTheFirstCall() {
        ScriptedSender vendor = new ScriptedSender(true, CUT, DOWN, BUSY, ACCEPTED);

        deliver(vendor, message);

        assertThat(onlyResult().outcome()).isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
        List<String> keys = vendor.keys();
        assertThat(keys.subList(0, 3)).as("an outage does not change the key").containsOnly(keys.getFirst());
        assertThat(keys.get(3)).as("a refused recipient does").isNotEqualTo(keys.getFirst());
    }

    @Test
    void keysNeverRepeatHoweverOftenARoundWasRefused() {
        ScriptedSender vendor = new ScriptedSender(true, DOWN);
        Courier courier = courier(vendor);
        // The first message finds the outage; the second one is refused by probe after probe.
        deliver(courier, message(Kind.TRANSACTIONAL, NOW.plusSeconds(600)));
        courier.deliver(message, ORIGIN).subscribe();
        await().atMost(PATIENCE).until(() -> vendor.keys().size() >= 3 + 7);
        vendor.heal(BUSY);
        await().atMost(PATIENCE).until(() -> results.size() == 2);

        deliver(courier, message.inRound(2, message.expiresAt()));

        assertThat(vendor.keys()).doesNotHaveDuplicates();
    }

    private void deliver(Courier courier, DeliveryRequested each) {
        int before = results.size();
        courier.deliver(each, ORIGIN).subscribe();
        await().atMost(PATIENCE).until(() -> results.size() > before);
    }

    private void deliver(ScriptedSender vendor, DeliveryRequested each) {
        deliver(courier(vendor), each);
    }

    private DeliveryResult onlyResult() {
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private Courier courier(ScriptedSender... senders) {
        return courier(clock, claims, senders);
    }

    private Courier courier(Clock clock, Claims claims, ScriptedSender... senders) {
        return new Courier(
                Arrays.stream(senders)
                        .map(sender -> new Vendor(sender, breaker(), Quota.UNLIMITED, POLICY.callTimeLimit()))
                        .toList(),
                claims,
                (result, traceparent) -> Mono.fromRunnable(() -> results.add(result)),
                result -> Mono.empty(),
                POLICY,
                new Grouping(new MemoryGroups(clock), UUID::randomUUID, Duration.ofMillis(20)),
                clock,
                new DeliveryMetrics(new SimpleMeterRegistry()));
    }

    static CircuitBreaker breaker() {
        return CircuitBreaker.of(
                "scripted",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofMillis(200))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .recordResult(Vendor::isVendorsFault)
                        .build());
    }

    private static DeliveryRequested message(Kind kind, Instant expiresAt) {
        return Hub.message(kind, NOW.minusSeconds(1), expiresAt);
    }
}

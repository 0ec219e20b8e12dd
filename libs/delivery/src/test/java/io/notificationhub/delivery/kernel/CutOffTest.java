package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A vendor that dies with calls open: they are cut, and nobody knows which of them it took. */
class CutOffTest {
    private static final Outcome DOWN = new Outcome.Transient(Outcome.Scope.VENDOR, "503", "down");
    private static final Outcome ACCEPTED = new Outcome.Accepted("id");
    private static final int MESSAGES = 40;

    private final Hub hub = new Hub();
    private final CuttableSender vendor = new CuttableSender();

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SECURITY", "TRANSACTIONAL", "SERVICE"})
    void whatMayBeSentAgainWaitsForTheVendorAndGoesOnce(Kind kind) {
        openCalls(hub.worker(Hub.vendor(vendor)), kind, Duration.ofHours(24));

        outage();
        vendor.cut(ACCEPTED);

        assertThat(hub.results(MESSAGES))
                .extracting(DeliveryResult::outcome)
                .containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(vendor.mayHaveArrived().values()).hasSize(MESSAGES).containsOnly(2);
    }

    @Test
    void theResendThatWaitedIsTheOnlyOne() {
        openCalls(hub.worker(Hub.vendor(vendor)), Kind.SECURITY, Duration.ofHours(24));

        outage();
        vendor.cut(CuttableSender.CUT);

        assertThat(hub.results(MESSAGES)).extracting(DeliveryResult::errorClass).containsOnly(ErrorClass.AMBIGUOUS);
        assertThat(vendor.mayHaveArrived().values()).hasSize(MESSAGES).containsOnly(2);
    }

    @Test
    void aResendThatFindsNoTokenWaitsForOne() {
        CountedQuota quota = new CountedQuota(1);
        Hub.deliver(hub.worker(Hub.vendor(vendor, quota)), Hub.message(Kind.SECURITY));
        await().atMost(Hub.PATIENCE).until(() -> vendor.open() == 1);
        vendor.cut(ACCEPTED);
        // The first call's token, the resend's that did not come in time, and the one that is waited for unclaimed.
        await().atMost(Hub.PATIENCE).until(() -> quota.asked() == 3);

        quota.give(1);

        assertThat(hub.results(1)).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
    }

    @Test
    void whatMayHaveArrivedIsNotCalledExpired() {
        Courier worker = hub.worker(Hub.vendor(vendor));
        openCalls(worker, Kind.SECURITY, Duration.ofMinutes(10));
        outage();
        DeliveryRequested neverCalled = Hub.message(Kind.SECURITY, Duration.ofMinutes(10));

        hub.pass(Duration.ofMinutes(10));
        Hub.deliver(worker, neverCalled);

        for (DeliveryResult result : hub.results(MESSAGES + 1)) {
            if (result.attemptId().equals(neverCalled.attemptId())) {
                assertThat(result.outcome()).isEqualTo(DeliveryResult.Outcome.EXPIRED);
            } else {
                assertThat(result.errorClass()).isEqualTo(ErrorClass.AMBIGUOUS);
            }
        }
        assertThat(vendor.mayHaveArrived().values()).hasSize(MESSAGES).containsOnly(1);
    }

    @Test
    void whoeverInheritsTheWaitMakesTheResendAndNoOther() {
        DeliveryRequested message = Hub.message(Kind.SECURITY);
        hub.claims().claim(message.attemptId(), message.round()).block();
        hub.claims().countResend(message.attemptId()).block();
        hub.claims().release(message.attemptId(), message.round(), 0).block();
        vendor.cut(CuttableSender.CUT);

        Hub.deliver(hub.worker(Hub.vendor(vendor)), message);

        assertThat(hub.results(1)).extracting(DeliveryResult::errorClass).containsOnly(ErrorClass.AMBIGUOUS);
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void whoeverDiedBetweenCountingAndCallingLeavesItToTheDesk() {
        DeliveryRequested message = Hub.message(Kind.SECURITY);
        hub.claims().claim(message.attemptId(), message.round()).block();
        hub.claims().countResend(message.attemptId()).block();
        hub.pass(Hub.POLICY.lease());
        vendor.cut(ACCEPTED);

        Hub.deliver(hub.worker(Hub.vendor(vendor)), message);

        assertThat(hub.results(1)).extracting(DeliveryResult::errorClass).containsOnly(ErrorClass.AMBIGUOUS);
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void theSecondVendorMayMakeTheOneResendButNeverOfAdvertising() {
        ScriptedSender second = new ScriptedSender("second", false, ACCEPTED);
        Courier worker = hub.worker(Hub.vendor(vendor), Hub.vendor(second));
        openCalls(worker, Kind.SECURITY, Duration.ofMinutes(10));
        DeliveryRequested advertising = Hub.message(Kind.MARKETING);
        Hub.deliver(worker, advertising);
        await().atMost(Hub.PATIENCE).until(() -> vendor.open() == MESSAGES + 1);

        vendor.cut(DOWN);

        for (DeliveryResult result : hub.results(MESSAGES + 1)) {
            if (result.attemptId().equals(advertising.attemptId())) {
                assertThat(result.errorClass()).isEqualTo(ErrorClass.AMBIGUOUS);
            } else {
                assertThat(result.outcome()).isEqualTo(DeliveryResult.Outcome.SUCCEEDED);
            }
        }
        assertThat(second.keys()).hasSize(MESSAGES);
    }

    private void openCalls(Courier worker, Kind kind, Duration life) {
        for (int i = 0; i < MESSAGES; i++) {
            Hub.deliver(worker, Hub.message(kind, life));
        }
        await().atMost(Hub.PATIENCE).until(() -> vendor.open() == MESSAGES);
    }

    /** Cuts the open calls and refuses all others, until probes were refused too. */
    private void outage() {
        int before = vendor.calls();
        vendor.cut(DOWN);
        await().atMost(Hub.PATIENCE).until(() -> vendor.calls() > before + 5);
    }
}

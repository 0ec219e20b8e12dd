package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorSender;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One call, one token. */
class QuotaUseTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted("id");
    private static final Outcome BUSY = new Outcome.Transient(Outcome.Scope.RECIPIENT, "30003", "busy");
    private static final String GROUP = "group-1";

    private final Hub hub = new Hub();

    @Test
    void aResendUsesTheTokenThatWasTakenBeforeTheClaim() {
        DeliveryRequested message = lapsed(Kind.SECURITY, null);
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);
        CountedQuota quota = new CountedQuota(1);

        Hub.deliver(hub.worker(Hub.vendor(vendor, quota)), message);

        assertThat(hub.results(1)).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(quota.asked()).as("tokens asked for").isEqualTo(1);
        assertThat(quota.left()).isZero();
    }

    @Test
    void advertisingThatIsNotResentCostsNoToken() {
        DeliveryRequested message = lapsed(Kind.MARKETING, null);
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);
        CountedQuota quota = new CountedQuota(1);

        Hub.deliver(hub.worker(Hub.vendor(vendor, quota)), message);

        assertThat(hub.results(1)).extracting(DeliveryResult::errorClass).containsOnly(ErrorClass.AMBIGUOUS);
        assertThat(quota.left()).isEqualTo(1);
    }

    @Test
    void aMemberOfAGroupThatIsDoneCostsNoToken() {
        DeliveryRequested message = lapsed(Kind.MARKETING, GROUP);
        hub.groups().store(GROUP, "call", message.expiresAt()).block();
        hub.groups().finish(GROUP, new GroupOutcome.Whole(ACCEPTED)).block();
        ScriptedGroupSender vendor = new ScriptedGroupSender(ScriptedGroupSender.accept());
        CountedQuota quota = new CountedQuota(1);

        Hub.deliver(hub.worker(Hub.vendor(vendor, quota)), message);

        assertThat(hub.results(1)).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(quota.left()).isEqualTo(1);
        assertThat(vendor.received()).isEmpty();
    }

    static Stream<Arguments> kindsOfCalls() {
        return Stream.of(
                Arguments.of(Kind.TRANSACTIONAL, new ScriptedSender(false, ACCEPTED)),
                Arguments.of(Kind.MARKETING, new ScriptedGroupSender(ScriptedGroupSender.accept())));
    }

    @ParameterizedTest
    @MethodSource("kindsOfCalls")
    void aCallThatTheBreakerDoesNotLetThroughCostsNoToken(Kind kind, VendorSender sender) {
        CountedQuota quota = new CountedQuota(0);
        CircuitBreaker breaker = CourierTest.breaker();
        Courier worker = hub.worker(new Vendor(sender, breaker, quota, Hub.POLICY.callTimeLimit()));
        Hub.deliver(worker, Hub.message(kind));
        await().atMost(Hub.PATIENCE).until(() -> quota.asked() == 1);

        breaker.transitionToForcedOpenState();
        quota.give(1);

        await().atMost(Hub.PATIENCE).until(() -> quota.left() == 1);
        breaker.transitionToClosedState();
        assertThat(hub.results(1)).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(quota.left()).isZero();
    }

    @Test
    void aMessageWhoseTimeIsOverWhenItsTokenComesCostsNone() {
        CountedQuota quota = new CountedQuota(0);
        ScriptedSender vendor = new ScriptedSender(false, ACCEPTED);
        Hub.deliver(hub.worker(Hub.vendor(vendor, quota)), Hub.message(Kind.SECURITY, Duration.ofMinutes(10)));
        await().atMost(Hub.PATIENCE).until(() -> quota.asked() == 1);

        hub.pass(Duration.ofMinutes(10));
        quota.give(1);

        assertThat(hub.results(1)).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.EXPIRED);
        assertThat(quota.left()).isEqualTo(1);
    }

    static Stream<Arguments> unreachableRecipients() {
        return Stream.of(
                Arguments.of(Kind.TRANSACTIONAL, new ScriptedSender(false, BUSY)),
                Arguments.of(Kind.MARKETING, new ScriptedGroupSender(ScriptedGroupSender.refuseFirst(BUSY))));
    }

    @ParameterizedTest
    @MethodSource("unreachableRecipients")
    void aRoundThatFailedIsUsedUpAlsoWhereTokensAreShort(Kind kind, VendorSender sender) {
        CountedQuota quota = new CountedQuota(2);

        Hub.deliver(hub.worker(Hub.vendor(sender, quota)), Hub.message(kind));

        DeliveryResult result = hub.results(1).getFirst();
        assertThat(result.errorClass()).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(result.vendorCode()).isEqualTo("30003");
        assertThat(result.calls()).isEqualTo(2);
    }

    /** A message whose worker died while it was, perhaps, sending it. */
    private DeliveryRequested lapsed(Kind kind, @Nullable String groupId) {
        DeliveryRequested message = Hub.message(kind);
        hub.claims().claim(message.attemptId(), message.round()).block();
        hub.claims().renew(message.attemptId(), message.round(), 0, groupId).block();
        hub.pass(Hub.POLICY.lease());
        return message;
    }
}

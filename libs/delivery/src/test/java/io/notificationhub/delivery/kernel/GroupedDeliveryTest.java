package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class GroupedDeliveryTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Outcome CUT = new Outcome.Ambiguous("NO_ANSWER", "cut");
    private static final Outcome DOWN = new Outcome.Transient(Outcome.Scope.VENDOR, "-9999", "down");
    private static final Outcome BUSY = new Outcome.Transient(Outcome.Scope.RECIPIENT, "3012", "busy");
    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(5), 3, Duration.ofMillis(20), Duration.ofSeconds(2));

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final Claims claims = new LocalClaims(POLICY.lease(), clock);
    private final MemoryGroups groups = new MemoryGroups(clock);
    private final List<DeliveryResult> results = new CopyOnWriteArrayList<>();

    @Test
    void messagesThatWaitShareCallsByPartitionAndTemplateUpToTheLargest() {
        ScriptedGroupSender vendor = new ScriptedGroupSender(ScriptedGroupSender.accept());
        Courier worker = worker(vendor);
        for (int i = 0; i < 25; i++) {
            deliver(worker, message("A"), 0);
        }
        deliver(worker, message("A"), 1);
        deliver(worker, message("B"), 0);

        await().atMost(PATIENCE).until(() -> results.size() == 27);
        assertThat(results).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(vendor.received())
                .extracting(call -> call.members().size())
                .containsExactlyInAnyOrder(10, 10, 5, 1, 1);
        assertThat(vendor.received())
                .extracting(ScriptedGroupSender.Received::groupId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCallOfUnknownOutcomeIsMadeAgainWholeUnderItsKey() {
        ScriptedGroupSender vendor = new ScriptedGroupSender(
                ScriptedGroupSender.whole(CUT), ScriptedGroupSender.whole(DOWN), ScriptedGroupSender.accept());
        Courier worker = worker(vendor);
        for (int i = 0; i < 5; i++) {
            deliver(worker, message("A"), 0);
        }

        await().atMost(PATIENCE).until(() -> results.size() == 5);
        assertThat(results).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(vendor.received()).hasSize(3).containsOnly(vendor.received().getFirst());
    }

    @Test
    void whatWasRefusedGoesAgainUnderANewKeyAndTheOthersAreDone() {
        ScriptedGroupSender vendor =
                new ScriptedGroupSender(ScriptedGroupSender.refuseFirst(BUSY), ScriptedGroupSender.accept());
        Courier worker = worker(vendor);
        for (int i = 0; i < 3; i++) {
            deliver(worker, message("A"), 0);
        }

        await().atMost(PATIENCE).until(() -> results.size() == 3);
        ScriptedGroupSender.Received first = vendor.received().getFirst();
        ScriptedGroupSender.Received second = vendor.received().getLast();
        assertThat(second.members()).containsExactly(first.members().getFirst());
        assertThat(second.groupId()).isNotEqualTo(first.groupId());
    }

    @Test
    void aRecipientWhoStaysUnreachableUsesUpTheRoundAlone() {
        ScriptedGroupSender vendor = new ScriptedGroupSender(ScriptedGroupSender.refuseFirst(BUSY));
        deliver(worker(vendor), message("A"), 0);

        await().atMost(PATIENCE).until(() -> results.size() == 1);
        assertThat(results.getFirst().errorClass()).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(results.getFirst().calls()).isEqualTo(3);
    }

    @Test
    void whoeverInheritsAGroupMakesTheSameCallAgainOnceForAllItsMembers() {
        List<DeliveryRequested> messages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            messages.add(message("A"));
        }
        ScriptedGroupSender vendor =
                new ScriptedGroupSender(ScriptedGroupSender.silence(), ScriptedGroupSender.accept());
        kill(worker(vendor), vendor, messages);

        Courier heir = worker(vendor);
        messages.forEach(each -> deliver(heir, each, 0));

        await().atMost(PATIENCE).until(() -> results.size() == 4);
        assertThat(results).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
        assertThat(vendor.received()).hasSize(2).containsOnly(vendor.received().getFirst());
    }

    @Test
    void aGroupThatTheVendorMayHaveForgottenIsAskedAboutAndNotSentAgain() {
        List<DeliveryRequested> messages = List.of(message("A"), message("A"));
        ScriptedGroupSender vendor =
                new ScriptedGroupSender(ScriptedGroupSender.silence(), ScriptedGroupSender.accept());
        kill(worker(vendor), vendor, messages);
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(9)));
        vendor.knows(new Outcome.Accepted("found"));

        deliver(worker(vendor), messages.getFirst(), 0);
        await().atMost(PATIENCE).until(() -> results.size() == 1);
        assertThat(results.getFirst().vendorMessageId()).isEqualTo("found");

        vendor.knows(new Outcome.Ambiguous("NOT_FOUND", "unknown"));
        deliver(worker(vendor), messages.getLast(), 0);
        await().atMost(PATIENCE).until(() -> results.size() == 2);
        assertThat(results.getLast().errorClass()).isEqualTo(ErrorClass.AMBIGUOUS);
        assertThat(vendor.received()).as("calls").hasSize(1);
    }

    @Test
    void aVendorThatIsDownUsesUpNoRound() {
        ScriptedGroupSender vendor = new ScriptedGroupSender(
                ScriptedGroupSender.whole(DOWN),
                ScriptedGroupSender.whole(DOWN),
                ScriptedGroupSender.whole(DOWN),
                ScriptedGroupSender.whole(DOWN),
                ScriptedGroupSender.whole(DOWN),
                ScriptedGroupSender.accept());
        Courier worker = worker(vendor);
        for (int i = 0; i < 6; i++) {
            deliver(worker, message("T" + i), 0);
        }

        await().atMost(PATIENCE).until(() -> results.size() == 6);
        assertThat(results).extracting(DeliveryResult::outcome).containsOnly(DeliveryResult.Outcome.SUCCEEDED);
    }

    /** Lets a worker die between its call and the answer; its leases run out. */
    private void kill(Courier worker, ScriptedGroupSender vendor, List<DeliveryRequested> messages) {
        List<Disposable> work =
                messages.stream().map(each -> deliver(worker, each, 0)).toList();
        await().atMost(PATIENCE).until(() -> !vendor.received().isEmpty());
        work.forEach(Disposable::dispose);
        now.updateAndGet(before -> before.plus(POLICY.lease()));
        groups.endLeases();
    }

    private static Disposable deliver(Courier worker, DeliveryRequested message, int partition) {
        return worker.deliver(message, new Origin(partition, null)).subscribe();
    }

    private Courier worker(ScriptedGroupSender sender) {
        return new Courier(
                List.of(new Vendor(sender, CourierTest.breaker(), Quota.UNLIMITED, POLICY.callTimeLimit())),
                claims,
                (result, traceparent) -> Mono.fromRunnable(() -> results.add(result)),
                result -> Mono.empty(),
                POLICY,
                new Grouping(groups, UUID::randomUUID, Duration.ofMillis(50)),
                clock,
                new DeliveryMetrics(new SimpleMeterRegistry()));
    }

    private static DeliveryRequested message(String template) {
        return new DeliveryRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "r",
                "p",
                Kind.MARKETING,
                Channel.KAKAO_ALIMTALK,
                1,
                "+821012345678",
                null,
                new Content(template, "b", null),
                "ko-kr",
                null,
                START.minusSeconds(1),
                START.plus(Duration.ofHours(24)));
    }
}

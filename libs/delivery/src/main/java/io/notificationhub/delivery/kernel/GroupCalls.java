package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Ids;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.GroupSender;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Gathers messages that wait for the same vendor into calls. A call is stored, and its members' claims name it, before it is made; one whose outcome
 * is unknown is made again whole, under the same key, for as long as the vendor remembers keys.
 */
final class GroupCalls {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Outcome NOT_CALLED =
            new Outcome.Transient(Outcome.Scope.VENDOR, "NOT_CALLED", "the circuit breaker let no call through");

    private final Claims claims;
    private final Groups groups;
    private final Ids ids;
    private final Clock clock;
    private final Duration linger;
    private final Map<Common, Gathering> gatherings = new HashMap<>();

    GroupCalls(Claims claims, Grouping grouping, Clock clock) {
        this.claims = claims;
        this.groups = grouping.groups();
        this.ids = grouping.ids();
        this.clock = clock;
        this.linger = grouping.linger();
    }

    /** What the members of a call share. Those of one partition come back to one worker if this one dies. */
    private record Common(String vendor, int partition, String groupingKey) {}

    private record Member(DeliveryRequested message, int rejections, MonoSink<Optional<Outcome>> answer) {}

    /** Messages for one call that is yet to be made. */
    private static final class Gathering {
        private final List<Member> members = new ArrayList<>();
    }

    /**
     * A call, with what keeps its members' claims alive while it lasts. Who has lost one of them makes it nevertheless: it is stored as it is, and the others' are in it.
     */
    private record Call(
            Vendor vendor, String groupId, String content, Instant since, Instant expiresAt, Mono<Void> keepAlive) {}

    /**
     * Brings a claimed message along with the next call.
     *
     * @return what became of it; nothing if no call was made
     */
    Mono<Optional<Outcome>> join(Vendor vendor, DeliveryRequested message, int partition, int rejections) {
        GroupSender sender = vendor.groupSender();
        String groupingKey = sender.groupingKey(message);
        return groupingKey == null
                // The adapter knows why it can't be sent, and says so without a call.
                ? sender.send(new VendorCall(message, message.attemptId().toString()))
                        .map(Optional::of)
                        .doOnSuccess(
                                said -> vendor.quota().giveBack(message.kind().lane()))
                : Mono.create(answer -> gather(
                        vendor,
                        new Common(vendor.name(), partition, groupingKey),
                        new Member(message, rejections, answer)));
    }

    private void gather(Vendor vendor, Common common, Member member) {
        Gathering gathering;
        boolean first;
        boolean full;
        synchronized (gatherings) {
            gathering = gatherings.computeIfAbsent(common, key -> new Gathering());
            gathering.members.add(member);
            first = gathering.members.size() == 1;
            full = gathering.members.size() >= vendor.groupSender().largestGroup();
            if (full) {
                gatherings.remove(common);
            }
        }
        if (full) {
            send(vendor, gathering.members);
        } else if (first) {
            Mono.delay(linger).subscribe(tick -> end(vendor, common, gathering));
        }
    }

    private void end(Vendor vendor, Common common, Gathering gathering) {
        synchronized (gatherings) {
            if (!gatherings.remove(common, gathering)) {
                return;
            }
        }
        send(vendor, gathering.members);
    }

    private void send(Vendor vendor, List<Member> gathered) {
        Instant now = clock.instant();
        List<Member> members = new ArrayList<>();
        for (Member member : gathered) {
            if (now.isBefore(member.message().expiresAt())) {
                members.add(member);
            } else {
                member.answer().success(Optional.empty());
            }
        }
        if (members.isEmpty()) {
            return;
        }
        Mono.defer(() -> firstCall(vendor, members, now))
                .subscribe(
                        outcome -> members.forEach(member -> member.answer()
                                .success(outcome.map(
                                        each -> each.of(member.message().attemptId())))),
                        error -> members.forEach(member -> member.answer().error(error)));
    }

    private Mono<Optional<GroupOutcome>> firstCall(Vendor vendor, List<Member> members, Instant now) {
        String groupId = ids.next().toString();
        String content =
                vendor.groupSender().write(members.stream().map(Member::message).toList());
        Instant expiresAt = members.stream()
                .map(member -> member.message().expiresAt())
                .min(Instant::compareTo)
                .orElse(now);
        Mono<Void> keepAlive = Flux.fromIterable(members)
                .flatMap(
                        member -> claims.renew(
                                member.message().attemptId(), member.message().round(), member.rejections(), groupId),
                        members.size())
                .then();
        Call call = new Call(vendor, groupId, content, now, expiresAt, keepAlive);
        return groups.store(groupId, content, expiresAt).then(keepAlive).then(Mono.defer(() -> make(call, false, 0)));
    }

    /**
     * Settles a group that another worker left behind.
     *
     * @param keepAlive prolongs the claim of the member that was met
     * @return nothing if the call was never made
     */
    Mono<Optional<GroupOutcome>> resume(Vendor vendor, String groupId, Mono<Void> keepAlive) {
        return groups.take(groupId).flatMap(claim -> switch (claim) {
            case GroupClaim.Gone gone -> Mono.just(Optional.empty());
            case GroupClaim.Done(GroupOutcome outcome) -> Mono.just(Optional.of(outcome));
            case GroupClaim.Held held ->
                Mono.delay(held.remaining().compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : held.remaining())
                        .then(keepAlive)
                        .then(Mono.defer(() -> resume(vendor, groupId, keepAlive)));
            case GroupClaim.Taken(String content, Instant since, Instant expiresAt) ->
                repeat(new Call(vendor, groupId, content, since, expiresAt, keepAlive), 0);
        });
    }

    private Mono<Optional<GroupOutcome>> make(Call call, boolean unknown, int repeats) {
        return call.vendor().call(call.groupId(), call.content()).flatMap(answer -> {
            if (answer.isEmpty()) {
                return unknown
                        ? later(call, repeats)
                        : finish(call, new GroupOutcome.Whole(NOT_CALLED)).thenReturn(Optional.empty());
            }
            GroupOutcome outcome = answer.get();
            boolean open = outcome instanceof GroupOutcome.Whole(Outcome whole)
                    && (whole instanceof Outcome.Ambiguous || (unknown && Vendor.isVendorsFault(whole)));
            return open ? later(call, repeats) : finish(call, outcome).thenReturn(Optional.of(outcome));
        });
    }

    private Mono<Optional<GroupOutcome>> later(Call call, int repeats) {
        return Mono.delay(Round.beforeRepeat(repeats))
                .then(call.keepAlive())
                .then(groups.renew(call.groupId()))
                .then(Mono.defer(() -> repeat(call, repeats + 1)));
    }

    private Mono<Optional<GroupOutcome>> repeat(Call call, int repeats) {
        Instant now = clock.instant();
        if (Duration.between(call.since(), now).compareTo(Settlement.KEY_LIFETIME) >= 0
                || !now.isBefore(call.expiresAt())) {
            GroupOutcome unknown =
                    new GroupOutcome.Whole(new Outcome.Ambiguous("NO_ANSWER", "nobody knows what became of the group"));
            return finish(call, unknown).thenReturn(Optional.of(unknown));
        }
        return make(call, true, repeats);
    }

    private Mono<Void> finish(Call call, GroupOutcome outcome) {
        return groups.finish(call.groupId(), outcome);
    }
}

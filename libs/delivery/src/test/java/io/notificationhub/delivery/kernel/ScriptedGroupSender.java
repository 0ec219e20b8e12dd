package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.GroupSender;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** A vendor of groups of up to ten, by the message's title. Answers as told, one step per call, the last one for ever. */
final class ScriptedGroupSender implements GroupSender {
    /** A call as it came in. */
    record Received(String groupId, String call) {
        List<UUID> members() {
            return Arrays.stream(call.split(",", -1)).map(UUID::fromString).toList();
        }
    }

    /** What happens to a call; null means that there is never an answer. */
    @FunctionalInterface
    interface Reaction {
        Mono<GroupOutcome> to(Received call);
    }

    private final Deque<Reaction> script;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Outcome found = new Outcome.Ambiguous("NOT_FOUND", "unknown");

    ScriptedGroupSender(Reaction... script) {
        this.script = new ArrayDeque<>(Arrays.asList(script));
    }

    static Reaction accept() {
        return call -> each(call, new Outcome.Accepted("m"));
    }

    static Reaction whole(Outcome outcome) {
        return call -> Mono.just(new GroupOutcome.Whole(outcome));
    }

    static Reaction silence() {
        return call -> Mono.never();
    }

    /** All are accepted but the first. */
    static Reaction refuseFirst(Outcome outcome) {
        return call -> each(call, new Outcome.Accepted("m")).map(all -> {
            Map<UUID, Outcome> outcomes = new HashMap<>(((GroupOutcome.Each) all).outcomes());
            outcomes.put(call.members().getFirst(), outcome);
            return new GroupOutcome.Each(outcomes);
        });
    }

    private static Mono<GroupOutcome> each(Received call, Outcome outcome) {
        return Mono.just(new GroupOutcome.Each(
                call.members().stream().collect(Collectors.toMap(member -> member, member -> outcome))));
    }

    void knows(Outcome outcome) {
        found = outcome;
    }

    List<Received> received() {
        return received;
    }

    @Override
    public String vendor() {
        return "groups";
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public int largestGroup() {
        return 10;
    }

    @Override
    public String groupingKey(DeliveryRequested message) {
        return message.content().title();
    }

    @Override
    public String write(List<DeliveryRequested> members) {
        return members.stream().map(member -> member.attemptId().toString()).collect(Collectors.joining(","));
    }

    @Override
    public Mono<GroupOutcome> send(String groupId, String call) {
        return Mono.defer(() -> {
            Received each = new Received(groupId, call);
            received.add(each);
            synchronized (script) {
                return (script.size() > 1 ? script.removeFirst() : script.getFirst()).to(each);
            }
        });
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        throw new IllegalStateException("bulk goes in groups");
    }

    @Override
    public Mono<Outcome> find(DeliveryRequested message) {
        return found instanceof Outcome.Ambiguous ? Mono.empty() : Mono.just(found);
    }
}

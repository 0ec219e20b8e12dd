package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.GroupOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Groups of one test, shared by all its workers. Their leases never end by themselves. */
final class MemoryGroups implements Groups {
    private final Map<String, Entry> groups = new ConcurrentHashMap<>();
    private final Clock clock;

    MemoryGroups(Clock clock) {
        this.clock = clock;
    }

    private record Entry(
            String call,
            Instant since,
            Instant expiresAt,
            boolean held,
            @Nullable GroupOutcome outcome) {}

    @Override
    public Mono<Void> store(String groupId, String call, Instant expiresAt) {
        return Mono.fromRunnable(() -> groups.put(groupId, new Entry(call, clock.instant(), expiresAt, true, null)));
    }

    @Override
    public Mono<Void> renew(String groupId) {
        return Mono.empty();
    }

    @Override
    public Mono<GroupClaim> take(String groupId) {
        return Mono.fromSupplier(() -> {
            Entry entry = groups.get(groupId);
            if (entry == null) {
                return new GroupClaim.Gone();
            }
            if (entry.outcome() != null) {
                return new GroupClaim.Done(entry.outcome());
            }
            if (entry.held()) {
                return new GroupClaim.Held(Round.FIRST_REPEAT);
            }
            groups.put(groupId, new Entry(entry.call(), entry.since(), entry.expiresAt(), true, null));
            return new GroupClaim.Taken(entry.call(), entry.since(), entry.expiresAt());
        });
    }

    @Override
    public Mono<Void> finish(String groupId, GroupOutcome outcome) {
        return Mono.fromRunnable(() -> groups.computeIfPresent(
                groupId, (id, entry) -> new Entry("", entry.since(), entry.expiresAt(), false, outcome)));
    }

    /** What a crash of all workers, and time, do. */
    void endLeases() {
        groups.replaceAll(
                (id, entry) -> new Entry(entry.call(), entry.since(), entry.expiresAt(), false, entry.outcome()));
    }
}

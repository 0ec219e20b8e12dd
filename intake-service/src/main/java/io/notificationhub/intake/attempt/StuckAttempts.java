package io.notificationhub.intake.attempt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.outbox.Outbox;
import io.notificationhub.outbox.OutboxRow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes attempts again whose record, or its result, was lost: with the same round, so that a worker which did make the call only tells its
 * outcome again. An attempt is lost only if its record left the outbox, the topic's end was noted after that, and the workers have since finished
 * everything before that end without a result. So a worker that is paused or behind is waited for, however long. The noted end is kept between
 * sweeps; without that a topic with steady traffic would never be seen finished. A round that stays without a result however often it is published
 * (a record that no worker can read) ends on the desk.
 */
final class StuckAttempts {
    private static final Logger log = LoggerFactory.getLogger(StuckAttempts.class);

    private final WatchTable watched;
    private final AttemptTable attempts;
    private final AttemptChanges changes;
    private final Outbox outbox;
    private final WorkerProgress workers;
    private final TransactionalOperator transaction;
    private final StuckPolicy policy;
    private final Clock clock;
    private final Counter republished;
    private final Counter givenUp;
    private final Map<Lanes.Of, Suspicion> suspicions = new ConcurrentHashMap<>();

    StuckAttempts(
            WatchTable watched,
            AttemptTable attempts,
            AttemptChanges changes,
            Outbox outbox,
            WorkerProgress workers,
            TransactionalOperator transaction,
            StuckPolicy policy,
            Clock clock,
            MeterRegistry metrics) {
        this.watched = watched;
        this.attempts = attempts;
        this.changes = changes;
        this.outbox = outbox;
        this.workers = workers;
        this.transaction = transaction;
        this.policy = policy;
        this.clock = clock;
        this.republished = metrics.counter("hub.attempts.republished");
        this.givenUp = metrics.counter("hub.attempts.given-up");
    }

    /** These attempts' records lie before the mark, if they are in the topic at all. */
    private record Suspicion(List<Silent> attempts, WorkerProgress.Mark mark) {}

    Mono<Void> sweep() {
        Instant limit = clock.instant().minus(policy.limit());
        return watched.update(limit)
                .thenMany(Flux.fromStream(Lanes::all))
                .concatMap(lane -> sweep(lane, limit).onErrorResume(error -> {
                    log.warn("Stuck attempts of {} can't be looked after now: {}", lane.topic(), error.toString());
                    return Mono.empty();
                }))
                .then();
    }

    private Mono<Void> sweep(Lanes.Of lane, Instant limit) {
        return Mono.justOrEmpty(suspicions.get(lane))
                .switchIfEmpty(Mono.defer(() -> suspect(lane, limit)))
                .filterWhen(suspicion -> workers.isPast(suspicion.mark(), lane.topic()))
                .flatMap(suspicion -> lost(suspicion.attempts()).doOnSuccess(done -> suspicions.remove(lane)));
    }

    /** The attempts first, the topic's end after them: never the other way round. */
    private Mono<Suspicion> suspect(Lanes.Of lane, Instant limit) {
        return watched.silentSince(limit, lane, policy.batch())
                .filter(silent -> !silent.isEmpty())
                .flatMap(silent -> workers.end(lane.topic()).map(mark -> new Suspicion(silent, mark)))
                .doOnNext(suspicion -> suspicions.put(lane, suspicion));
    }

    private Mono<Void> lost(List<Silent> suspects) {
        Map<Boolean, List<Silent>> byHope =
                suspects.stream().collect(Collectors.partitioningBy(each -> each.republished() < policy.republish()));
        return publishAgain(byHope.getOrDefault(true, List.of()))
                .then(Mono.defer(() -> giveUp(byHope.getOrDefault(false, List.of()))));
    }

    private Mono<Void> giveUp(List<Silent> hopeless) {
        return hopeless.isEmpty()
                ? Mono.empty()
                : changes.apply(
                        hopeless.stream().map(Silent::id).toList(),
                        locked -> hopeless.stream()
                                .flatMap(each -> givenUp(each, locked.get(each.id())).stream())
                                .toList());
    }

    private Optional<Change> givenUp(Silent silent, @Nullable StoredAttempt stored) {
        if (stored == null || !silent.isStill(stored) || !(stored.state() instanceof Attempt.Pending pending)) {
            return Optional.empty();
        }
        givenUp.increment();
        log.warn(
                "Attempt {} has no result after {} publications and goes to the desk",
                silent.id(),
                silent.republished() + 1);
        return Optional.of(silent.giveUp(stored, pending, clock.instant()));
    }

    private Mono<Void> publishAgain(List<Silent> suspects) {
        if (suspects.isEmpty()) {
            return Mono.empty();
        }
        return transaction
                .transactional(attempts.lock(suspects.stream().map(Silent::id).toList())
                        .flatMap(locked -> publish(suspects.stream()
                                .filter(each -> each.isStill(locked.get(each.id())))
                                .toList())))
                .doOnNext(count -> {
                    republished.increment(count);
                    if (count > 0) {
                        log.warn("{} attempts had no result and were published again", count);
                    }
                })
                .then();
    }

    private Mono<Integer> publish(List<Silent> stuck) {
        if (stuck.isEmpty()) {
            return Mono.just(0);
        }
        Instant now = clock.instant();
        List<OutboxRow> rows = stuck.stream()
                .map(each -> outbox.row(each.again(now), each.traceparent(), now))
                .toList();
        List<UUID> attemptIds = stuck.stream().map(Silent::id).toList();
        return watched.handOverAgain(
                        attemptIds, rows.stream().map(OutboxRow::id).toList(), now)
                .then(outbox.append(rows))
                .thenReturn(stuck.size());
    }
}

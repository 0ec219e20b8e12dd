package io.notificationhub.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * The turns of a relay on one connection. A turn takes the oldest due rows in a transaction, sends them, takes more while they are on their way,
 * waits for all acknowledgements and commits; shards change hands only between turns. What takes too long to find is no reason to stop.
 */
final class RelaySession {
    private enum State {
        /** Nothing was due at the last look. */
        IDLE,
        /** Something is due. */
        DUE,
        /** More may be due, and the transaction to take it in is open. */
        BEGUN
    }

    private final RelayProperties.Source source;
    private final RelayProperties properties;
    private final OutboxTable outbox;
    private final ShardLease lease;
    private final MissingTopics missing;
    private final Batches batches;
    private final Leftovers leftovers;
    private final Clock clock;
    private final RelayMetrics metrics;
    private final Interruptions interruptions;
    private final Every rebalancing;
    private final Measuring measuring;
    private State state = State.IDLE;
    /**
     * Stands behind the last row taken while there is more, else a little before it. What was deleted since the last vacuum stands before it, and would be
     * stepped over by every look.
     */
    private final Reading front = new Reading();
    /** Goes over what the front has passed, again and again, for rows that were committed very late. */
    private final Reading sweep = new Reading();

    /** There is something to go over, now. */
    private boolean sweeping;
    /** What is left where it is in this turn. */
    private Set<String> awaited = Set.of();

    RelaySession(
            RelayProperties.Source source,
            RelayProperties properties,
            OutboxTable outbox,
            ShardLease lease,
            KafkaSink kafka,
            MissingTopics missing,
            Clock clock,
            RelayMetrics metrics,
            Interruptions interruptions) {
        this.source = source;
        this.properties = properties;
        this.outbox = outbox;
        this.lease = lease;
        this.missing = missing;
        this.batches = new Batches(source, properties, outbox, kafka, missing);
        this.leftovers = new Leftovers(source.schema(), properties, outbox, missing, metrics);
        this.clock = clock;
        this.metrics = metrics;
        this.interruptions = interruptions;
        this.rebalancing = new Every(properties.leaseInterval());
        this.measuring = new Measuring(source, properties, outbox, metrics, interruptions);
    }

    /** Moves one batch, or waits a moment if nothing is due or Kafka is down. An error is the connection's end. */
    Mono<Void> turn() {
        Instant now = clock.instant();
        leaveAlone(missing.awaited(now));
        if (front.place().availableAt().isAfter(now)) {
            // The clock was set back: what is due by it now may stand before, and what stands before need not be due.
            front.restart();
            sweep.restart();
        }
        return rebalance().then(measure(now)).then(Mono.defer(() -> relay(now)));
    }

    /** What was left alone until now stands before the front. */
    private void leaveAlone(Set<String> topics) {
        if (!topics.equals(awaited)) {
            awaited = topics;
            front.restart();
        }
    }

    private Mono<Void> rebalance() {
        if (!rebalancing.isDue()) {
            return Mono.empty();
        }
        sweeping = true;
        long before = lease.owned();
        return lease.rebalance().doOnSuccess(nothing -> {
            if ((lease.owned() & ~before) != 0) {
                front.restart();
            }
            metrics.owned(source.schema(), lease.size());
        });
    }

    private Mono<Void> measure(Instant now) {
        return measuring.isDue() ? close().then(Mono.defer(() -> measuring.measure(now, front.place()))) : Mono.empty();
    }

    /** Ends a transaction that is open. */
    private Mono<Void> close() {
        if (state != State.BEGUN) {
            return Mono.empty();
        }
        state = State.DUE;
        return outbox.commit();
    }

    private Mono<Void> relay(Instant now) {
        if (lease.owned() == 0) {
            Mono<Void> closed = close();
            state = State.IDLE;
            return closed.then(pause(source.idlePoll()));
        }
        return (sweeping ? sweep(now) : Mono.<Void>empty())
                .then(Mono.defer(
                        () -> state == State.IDLE && isRecent(front, now) ? await(now) : read(front, now, now)));
    }

    /** Stretch after stretch, for as long as that hardly holds up what is new. */
    private Mono<Void> sweep(Instant now) {
        Instant passed = front.place().availableAt();
        if (!passed.isAfter(sweep.place().availableAt())) {
            sweep.restart();
            sweeping = false;
            return Mono.empty();
        }
        long soon = System.nanoTime() + properties.longestLook().toNanos() / 4;
        return Mono.defer(() -> {
                    sweeping = false;
                    return read(sweep, passed, now);
                })
                .repeat(() -> sweeping && System.nanoTime() < soon)
                // What was found may be the first of many.
                .then(Mono.fromRunnable(() -> sweeping = state == State.BEGUN));
    }

    private static boolean isRecent(Reading reading, Instant now) {
        return reading.place().availableAt().isAfter(now.minus(Batches.RECENTLY.multipliedBy(2)));
    }

    /** Looks on for as long as nothing else is to be done. */
    private Mono<Void> await(Instant now) {
        int looks = (int) Math.max(1, properties.leaseInterval().dividedBy(source.idlePoll()));
        return outbox.awaitDue(now, lease.owned(), awaited, front.place(), looks, source.idlePoll())
                .doOnNext(due -> {
                    if (due) {
                        state = State.DUE;
                    } else {
                        front.nothingUntil(now.minus(Batches.RECENTLY));
                    }
                })
                .then();
    }

    private Mono<Void> read(Reading reading, Instant target, Instant now) {
        Stretch stretch = Stretch.of(reading, target, lease.owned(), awaited, now);
        Mono<Void> begun = state == State.BEGUN ? Mono.empty() : outbox.begin();
        return begun.then(batches.first(stretch))
                .switchIfEmpty(Mono.fromRunnable(this::tookTooLong))
                .flatMap(rows -> rows.isEmpty()
                        ? nothing(stretch)
                        : batches.hand(rows, stretch).flatMap(this::settle));
    }

    private void tookTooLong() {
        interruptions.lookGivenUp();
        state = State.DUE;
    }

    /** Nothing is left; or what is due is locked by a transaction that withdraws it, hence the pause. */
    private Mono<Void> nothing(Stretch stretch) {
        if (stretch.reading() == sweep) {
            return swept(stretch);
        }
        boolean seen = state == State.DUE && stretch.isLast();
        state = stretch.isLast() ? State.IDLE : State.DUE;
        return seen ? outbox.commit().then(pause(source.idlePoll())) : outbox.commit();
    }

    private Mono<Void> swept(Stretch stretch) {
        if (stretch.isLast()) {
            sweep.restart();
        }
        sweeping = !stretch.isLast();
        if (state == State.BEGUN) {
            state = State.DUE;
        }
        return outbox.commit();
    }

    /** What Kafka took is gone; if it took nothing and is in trouble, everything is where it was. */
    private Mono<Void> settle(Handover handover) {
        Throwable outage = handover.outage();
        if (outage != null) {
            front.restart();
        }
        if (outage != null && handover.unsent().size() == handover.rows()) {
            interruptions.note(outage);
            state = State.IDLE;
            return outbox.rollback().then(pause(properties.reconnectAfter()));
        }
        metrics.published(source.schema(), handover.acknowledged());
        interruptions.over();
        state = State.BEGUN;
        Mono<Void> done = leftovers.keep(handover, clock.instant()).then(outbox.commitAndBegin());
        // A small batch costs nearly what a large one does, so rows that trickle in are given a moment to become more.
        return handover.rows() * 2 < properties.batchSize() ? done.then(pause(properties.gathering())) : done;
    }

    private static Mono<Void> pause(Duration time) {
        return Mono.delay(time).then();
    }
}

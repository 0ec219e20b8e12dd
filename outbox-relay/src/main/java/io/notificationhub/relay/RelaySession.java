package io.notificationhub.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * The turns of a relay on one connection. A turn takes the oldest due rows in a transaction, sends them, takes more while they are on their way,
 * waits for all acknowledgements and commits; shards change hands only between turns.
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
    private final KafkaSink kafka;
    private final MissingTopics missing;
    private final Leftovers leftovers;
    private final Clock clock;
    private final RelayMetrics metrics;
    private final Interruptions interruptions;
    private final Every rebalancing;
    private final Every measuring;
    private State state = State.IDLE;
    /**
     * Behind the last row taken while there is more, else a little before it; now and then at the start, for rows that were committed very late. What was
     * deleted since the last vacuum stands before it, and would be stepped over by every look.
     */
    private OutboxTable.Place place = OutboxTable.Place.FIRST;
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
        this.kafka = kafka;
        this.missing = missing;
        this.leftovers = new Leftovers(source.schema(), properties, outbox, missing, metrics);
        this.clock = clock;
        this.metrics = metrics;
        this.interruptions = interruptions;
        this.rebalancing = new Every(properties.leaseInterval());
        this.measuring = new Every(properties.gaugeInterval());
    }

    /** Moves one batch, or waits a moment if nothing is due or Kafka is down. An error is the connection's end. */
    Mono<Void> turn() {
        Instant now = clock.instant();
        leaveAlone(missing.awaited(now));
        return rebalance().then(measure(now)).then(Mono.defer(() -> relay(now)));
    }

    /** What was left alone until now stands before the place. */
    private void leaveAlone(Set<String> topics) {
        if (!topics.equals(awaited)) {
            awaited = topics;
            place = OutboxTable.Place.FIRST;
        }
    }

    private Mono<Void> rebalance() {
        if (!rebalancing.isDue()) {
            return Mono.empty();
        }
        place = OutboxTable.Place.FIRST;
        return lease.rebalance().doOnSuccess(nothing -> metrics.owned(source.schema(), lease.size()));
    }

    private Mono<Void> measure(Instant now) {
        return measuring.isDue()
                ? outbox.backlog(now)
                        .doOnNext(backlog -> metrics.backlog(source.schema(), backlog))
                        .then()
                : Mono.empty();
    }

    private Mono<Void> relay(Instant now) {
        if (lease.owned() != 0) {
            return state == State.IDLE ? await(now) : batch(now);
        }
        Mono<Void> idle = state == State.BEGUN ? outbox.commit() : Mono.empty();
        state = State.IDLE;
        return idle.then(pause(source.idlePoll()));
    }

    /** Looks on for as long as nothing else is to be done. */
    private Mono<Void> await(Instant now) {
        int looks = (int) Math.max(1, properties.leaseInterval().dividedBy(source.idlePoll()));
        return outbox.awaitDue(now, lease.owned(), awaited, place, looks, source.idlePoll())
                .doOnNext(due -> state = due ? State.DUE : State.IDLE)
                .then();
    }

    private Mono<Void> batch(Instant now) {
        Mono<Void> begun = state == State.BEGUN ? Mono.empty() : outbox.begin();
        return begun.then(take(now))
                .flatMap(rows -> rows.isEmpty()
                        ? nothing()
                        : hand(rows, now, System.nanoTime()).flatMap(this::settle));
    }

    private Mono<List<DueRow>> take(Instant now) {
        return outbox.takeDue(
                        now,
                        lease.owned(),
                        awaited,
                        place,
                        properties.batchSize(),
                        properties.batchBytes().toBytes())
                .doOnNext(rows -> place = after(rows));
    }

    private OutboxTable.Place after(List<DueRow> rows) {
        if (rows.isEmpty()) {
            return place;
        }
        OutboxTable.Place last = OutboxTable.Place.of(rows.getLast());
        return isFull(rows) ? last : last.earlierBy(properties.lookBack());
    }

    private boolean isFull(List<DueRow> rows) {
        return rows.size() == properties.batchSize();
    }

    /**
     * Sends a batch and takes the next one meanwhile, so that PostgreSQL doesn't wait for Kafka. The next is sent only once Kafka has the last one, or a
     * short outage could let it overtake. If taking fails, it fails once everything that was sent is settled.
     */
    private Mono<Handover> hand(List<DueRow> rows, Instant now, long begun) {
        boolean more =
                isFull(rows) && System.nanoTime() - begun < properties.turn().toNanos();
        Mono<Signal<List<DueRow>>> next = (more ? take(now) : Mono.just(List.<DueRow>of())).materialize();
        return Mono.zip(kafka.send(rows, source.service(), missing, now), next)
                .flatMap(both -> rest(both.getT1(), both.getT2(), now, begun));
    }

    private Mono<Handover> rest(Handover sent, Signal<List<DueRow>> next, Instant now, long begun) {
        Throwable error = next.getThrowable();
        if (error != null) {
            return Mono.error(error);
        }
        List<DueRow> rows = next.get();
        if (rows == null || rows.isEmpty()) {
            return Mono.just(sent);
        }
        Throwable outage = sent.outage();
        return outage != null
                ? Mono.just(sent.and(new Handover(0, List.of(), rows, outage)))
                : hand(rows, now, begun).map(sent::and);
    }

    /** Nothing is left; or what is due is locked by a transaction that withdraws it, hence the pause. */
    private Mono<Void> nothing() {
        boolean seen = state == State.DUE;
        state = State.IDLE;
        return seen ? outbox.commit().then(pause(source.idlePoll())) : outbox.commit();
    }

    /** What Kafka took is gone; if it took nothing and is in trouble, everything is where it was. */
    private Mono<Void> settle(Handover handover) {
        Throwable outage = handover.outage();
        if (outage != null) {
            place = OutboxTable.Place.FIRST;
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

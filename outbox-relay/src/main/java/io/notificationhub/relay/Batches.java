package io.notificationhub.relay;

import io.notificationhub.relay.OutboxTable.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Takes the rows of a stretch in batches and hands them to Kafka. */
final class Batches {
    /** Clocks differ: where nothing is found, the next look begins so long ago. */
    static final Duration RECENTLY = Duration.ofMinutes(2);

    private final RelayProperties.Source source;
    private final RelayProperties properties;
    private final OutboxTable outbox;
    private final KafkaSink kafka;
    private final MissingTopics missing;

    Batches(
            RelayProperties.Source source,
            RelayProperties properties,
            OutboxTable outbox,
            KafkaSink kafka,
            MissingTopics missing) {
        this.source = source;
        this.properties = properties;
        this.outbox = outbox;
        this.kafka = kafka;
        this.missing = missing;
    }

    /** The oldest rows within the open transaction. If that takes too long, it is rolled back, nothing is emitted, and the next stretch is shorter. */
    Mono<List<DueRow>> first(Stretch stretch) {
        return stretch.reading().isLong(stretch.end())
                ? outbox.within(properties.longestLook(), take(stretch))
                        .switchIfEmpty(Mono.fromRunnable(() -> stretch.reading().tookTooLong(stretch.end())))
                : take(stretch);
    }

    private Mono<List<DueRow>> take(Stretch stretch) {
        return outbox.takeDue(
                        stretch.end(),
                        stretch.shards(),
                        stretch.awaited(),
                        stretch.reading().place(),
                        properties.batchSize(),
                        properties.batchBytes().toBytes())
                .doOnNext(rows -> moveOn(stretch, rows));
    }

    private void moveOn(Stretch stretch, List<DueRow> rows) {
        if (rows.isEmpty()) {
            Instant settled = stretch.now().minus(RECENTLY);
            stretch.reading().nothingUntil(stretch.end().isBefore(settled) ? stretch.end() : settled);
        } else {
            Place last = Place.of(rows.getLast());
            stretch.reading().goOnBehind(isFull(rows) ? last : last.earlierBy(properties.lookBack()));
        }
    }

    private boolean isFull(List<DueRow> rows) {
        return rows.size() == properties.batchSize();
    }

    /**
     * Sends a batch and takes the next one meanwhile, so that PostgreSQL doesn't wait for Kafka. The next is sent only once Kafka has the last one, or a
     * short outage could let it overtake. If taking fails, it fails once everything that was sent is settled.
     */
    Mono<Handover> hand(List<DueRow> rows, Stretch stretch) {
        boolean more = isFull(rows) && stretch.nanos() < properties.turn().toNanos();
        Mono<Signal<List<DueRow>>> next = (more ? take(stretch) : Mono.just(List.<DueRow>of())).materialize();
        return Mono.zip(kafka.send(rows, source.service(), missing, stretch.now()), next)
                .flatMap(both -> rest(both.getT1(), both.getT2(), stretch));
    }

    private Mono<Handover> rest(Handover sent, Signal<List<DueRow>> next, Stretch stretch) {
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
                : hand(rows, stretch).map(sent::and);
    }
}
